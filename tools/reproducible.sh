#!/usr/bin/env bash
# Builds the jars twice, in two folders, and compares them byte by byte.
#
#   tools/reproducible.sh [MODULE...]     all modules unless some are named
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
modules=$(printf '%s\n' "$@" | paste -sd,)

for folder in first second/deeper; do
    mkdir -p "$work/$folder"
    (cd "$root" && tar -cf - --exclude=target --exclude=.git .) | tar -xf - -C "$work/$folder"
    echo "building in folder: $folder"
    (cd "$work/$folder" && mvn -q -B -ntp ${modules:+-pl "$modules" -am} package -Dmaven.test.skip=true \
        -Dspotless.check.skip -Dcheckstyle.skip -Djacoco.skip -Denforcer.skip)
    (cd "$work/$folder" && sha256sum holdfast-*/target/holdfast-*.jar | sort -k 2) > "$work/${folder%%/*}.sums"
done

if differences=$(diff "$work/first.sums" "$work/second.sums"); then
    sed 's|\([0-9a-f]\{16\}\)[0-9a-f]*  .*/|\1  |' "$work/first.sums"
    echo "$(wc -l < "$work/first.sums") jars, twice the same"
else
    printf '%s\n' "$differences" | sed -n 's|^< .*/target/|differs: |p'
    exit 1
fi
