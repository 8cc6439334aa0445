# shellcheck shell=bash
# What the scripts of this repository ask of the machine. Sourced, never run.

# at_least FOUND WANTED: whether the version FOUND is not older
at_least() {
    [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

java_version() {
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1 | sed -n 's/.* version "\([0-9.]*\).*/\1/p' | head -n 1
}

maven_version() {
    mvn -v 2> /dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' | head -n 1
}

# missing_tools [SUITE]: one line per thing the build needs and this machine lacks: the package on Debian, and the reason
missing_tools() {
    local java=${JAVA_HOME:+$JAVA_HOME/bin/}javac
    command -v "$java" > /dev/null && at_least "$(java_version)" 17 \
        || echo "openjdk-17-jdk-headless a JDK, version 17 or newer"
    command -v mvn > /dev/null && at_least "$(maven_version)" 3.8.7 || echo "maven Maven, version 3.8.7 or newer"
    command -v unshare > /dev/null || [ "$(id -u)" -ne 0 ] \
        || echo "util-linux unshare, with which root starts the PostgreSQL of the tests"
    [ "${1:-}" != pgbouncer ] || PATH=$PATH:/usr/sbin command -v pgbouncer > /dev/null \
        || echo "pgbouncer PgBouncer, which the suite puts before PostgreSQL"
}

# need_tools [SUITE]: installs what is missing where that is allowed (root, on Debian), and says otherwise what to install
need_tools() {
    local missing
    missing=$(missing_tools "$@")
    [ -n "$missing" ] || return 0
    printf 'missing: %s\n' "$missing" | sed '2,$s/^/missing: /'
    if [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
        echo "installing them with apt-get"
        apt-get update -qq && printf '%s\n' "$missing" | cut -d ' ' -f 1 \
            | DEBIAN_FRONTEND=noninteractive xargs apt-get install -y -qq --no-install-recommends > /dev/null
        missing=$(missing_tools "$@")
    fi
    if [ -n "$missing" ]; then
        printf 'hint: install, under the name of your system, %s\n' "$(echo "$missing" | cut -d ' ' -f 1 | paste -sd ' ')" >&2
        return 2
    fi
}

# count_tests LOG...: Surefire's totals per module, added up, as one line of the same form
count_tests() {
    sed -nE 's/^(\[[A-Z]+\] )?Tests run: ([0-9]+), Failures: ([0-9]+), Errors: ([0-9]+), Skipped: ([0-9]+)$/\2 \3 \4 \5/p' "$@" \
        | awk '{ t += $1; f += $2; e += $3; s += $4 }
            END { printf "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", t, f, e, s }'
}

# tagged_suites: every tag that tests carry, one per line
tagged_suites() {
    git ls-files -z --cached --others --exclude-standard '*/src/test/*.java' | xargs -0 grep -hoE '^@Tag\("[a-z]+"\)|^ +@Tag\("[a-z]+"\)' \
        | sed 's/.*"\(.*\)".*/\1/' | sort -u
}

# tests_of SUITE: the test classes that carry the tag, and those that extend them, with commas between
tests_of() {
    local files tagged
    files=$(git ls-files --cached --others --exclude-standard '*/src/test/*.java')
    tagged=$(echo "$files" | xargs grep -lE "^ *@Tag\(\"$1\"\)" | sed 's|.*/||; s|\.java$||')
    {
        echo "$tagged"
        echo "$files" | xargs grep -lE "extends ($(echo "$tagged" | paste -sd '|'))\b" | sed 's|.*/||; s|\.java$||'
    } | sort -u | paste -sd ,
}

# at_once SUITE: how many classes of the suite run at the same time; those that mostly wait, and share nothing, two
at_once() {
    case $1 in crash | kill | fault) echo 2 ;; *) echo 1 ;; esac
}

# minutes SECONDS
minutes() {
    printf '%d min %02d s' $(($1 / 60)) $(($1 % 60))
}

# find_replica_set: names a replica set of MongoDB for the suite docgw, and the command that kills its server and starts it
# again; starts the one of ../shared where none is named
find_replica_set() {
    if [ -z "${HOLDFAST_TEST_MONGODB_URI:-}" ] && [ -x ../shared/docgw/start.sh ]; then
        mkdir -p target
        timeout 5m ../shared/docgw/start.sh > target/docgw.log 2>&1 < /dev/null || return 1
        HOLDFAST_TEST_MONGODB_URI='mongodb://127.0.0.1:27117/?replicaSet=rs0'
        local root=${DOCGW_ROOT:-${TMPDIR:-/tmp}/docgw-root}
        HOLDFAST_TEST_MONGODB_RESTART="kill -9 \$(head -1 $root/var/lib/postgresql/docgw-a/postmaster.pid); $(cd ../shared/docgw && pwd)/start.sh"
        export HOLDFAST_TEST_MONGODB_URI HOLDFAST_TEST_MONGODB_RESTART
    fi
    [ -n "${HOLDFAST_TEST_MONGODB_URI:-}" ]
}

# find_databases: names the folder of other people's databases for the suite samples; fails where there is none
find_databases() {
    if [ -z "${HOLDFAST_TEST_DATABASES:-}" ] && [ -d ../shared/data ]; then
        HOLDFAST_TEST_DATABASES=$(cd ../shared/data && pwd)
    fi
    [ -n "${HOLDFAST_TEST_DATABASES:-}" ] && export HOLDFAST_TEST_DATABASES
}
