#!/usr/bin/env bash
# Proves that every gate of the build bites: plants one fault per gate in a throw-away copy of the repository, builds
# the least that must notice it, and expects the build to break with the gate's own message.
#
#   tools/prove-gates.sh                 all gates; ends with a table, and with exit code 1 if a gate did not bite
#   tools/prove-gates.sh --only NAME     one group (see --list)
#   tools/prove-gates.sh --list          the groups
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
core=holdfast-core/src/main/java/io/holdfast
core_tests=holdfast-core/src/test/java/io/holdfast
sqlite=holdfast-sqlite/src/main/java/io/holdfast/sqlite
app=holdfast-app/src/main/java/io/holdfast/app

groups="spotless checkstyle javac error-prone error-prone-tests nullaway modules maven-version java-version
    banned-dependency dynamic-version convergence plugin-version skipped-test odd-test-name stale-document
    architecture reproducible"

# ---------------------------------------------------------------- the copy

make_copy() {
    copy=$(mktemp -d)
    trap 'rm -rf "$copy"' EXIT
    (cd "$root" && git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
        if [ -e "$file" ]; then printf '%s\0' "$file"; fi
    done | tar --null -T - -cf -) | tar -xf - -C "$copy"
    cd "$copy"
    git init -q . && git add -A && git -c user.name=gates -c user.email=gates@localhost commit -qm "before the faults"
}

clear_faults() {
    git checkout -q . && git clean -qfd
}

# build ARGUMENTS...: runs Maven; its output goes to $log, its exit code is returned
build() {
    mvn -B -ntp -Dstyle.color=never "$@" > "$log" 2>&1
}

# compile MODULE...: compiles with all checks of the compiler, without those of the layout
compile() {
    local module list=
    for module in "$@"; do list=$list${list:+,}$module; done
    build -pl "$list" -am test-compile -Dspotless.check.skip -Dcheckstyle.skip -Denforcer.skip
}

# ---------------------------------------------------------------- planting

# class FILE BODY: writes a class, its package and name taken from the path
class() {
    local name package head
    name=$(basename "$1" .java)
    package=$(dirname "${1#*/java/}" | tr / .)
    mkdir -p "$(dirname "$1")"
    case $1 in
        */src/main/*) head="public final class $name {"$'\n'"    private $name() {}"$'\n' ;;
        *) head="final class $name {" ;;
    esac
    printf 'package %s;\n\n/** Planted. */\n%s\n    %s\n}\n' "$package" "$head" "$2" > "$1"
}

# marked FOLDER: gives a package its package-info
marked() {
    local package
    package=$(printf '%s' "${1#*/java/}" | tr / .)
    mkdir -p "$1"
    printf '/** Planted. */\n@org.jspecify.annotations.NullMarked\npackage %s;\n' "$package" > "$1/package-info.java"
}

# lines NUMBER TEXT: TEXT that many times
lines() {
    local i
    for ((i = 0; i < $1; i++)); do printf '%s\n' "$2"; done
}

# dependency MODULE GROUP ARTIFACT VERSION
dependency() {
    sed -i "0,/<dependencies>/s||&<dependency><groupId>$2</groupId><artifactId>$3</artifactId><version>$4</version></dependency>|" \
        "$1/pom.xml"
}

# ---------------------------------------------------------------- judging

results=()
failures=0

# expect GATE REGULAR-EXPRESSION: the build broke, and said this
expect() {
    local seconds=$((SECONDS - started))
    if [ "$code" -ne 0 ] && grep -qE "$2" "$log"; then
        results+=("$1|bites|${seconds} s|$(grep -ohE "$2" "$log" | head -n 1 | cut -c1-70)")
    else
        results+=("$1|DOES NOT BITE|${seconds} s|expected: $2 (build ended with $code)")
        failures=$((failures + 1))
        grep -E "ERROR|WARN" "$log" | head -n 15 | cut -c1-300 >&2
    fi
    started=$SECONDS
}

# expect_rule RULE CLASS: that rule of the architecture test failed, and named the planted class
expect_rule() {
    local report=holdfast-app/target/surefire-reports/TEST-io.holdfast.app.ArchitectureTest.xml
    touch "$report" 2> /dev/null || { mkdir -p "${report%/*}"; : > "$report"; }
    awk -v rule="name=\"$1\"" -v class="$2" '
        /<testcase / { inside = index($0, rule) > 0; failed = 0 }
        inside && /<failure/ { failed = 1 }
        inside && failed && index($0, class) { found = 1 }
        END { exit !found }' "$report" && echo "rule $1 names $2" >> "$log"
    expect "architecture: $1" "rule $1 names $2"
}

# ---------------------------------------------------------------- the gates

gate_spotless() {
    class "$core/engine/Planted.java" '  int  crooked;'
    build -pl holdfast-core validate
    code=$?
    expect "Spotless: layout" "The following files had format violations"
}

gate_checkstyle() {
    class "$core/engine/PlantedFile.java" "$(lines 400 '// filler')"
    class "$core/engine/PlantedMethod.java" "static void much() { $(lines 70 'System.gc();') }"
    class "$core/engine/PlantedParameters.java" 'static void many(int a, int b, int c, int d, int e, int f, int g) {}'
    class "$core/engine/PlantedType.java" ''
    sed -i '/Planted\. /d' "$core/engine/PlantedType.java"
    class "$core/engine/PlantedSilent.java" "public void silent() { $(lines 5 'System.gc();') }"
    build -pl holdfast-core validate -Dspotless.check.skip
    code=$?
    expect "Checkstyle: file length" "PlantedFile.java.*FileLength"
    expect "Checkstyle: method length" "PlantedMethod.java.*MethodLength"
    expect "Checkstyle: parameters" "PlantedParameters.java.*ParameterNumber"
    expect "Checkstyle: Javadoc on types" "PlantedType.java.*MissingJavadocType"
    expect "Checkstyle: Javadoc on methods" "PlantedSilent.java.*MissingJavadocMethod"
}

gate_javac() {
    class "$core/engine/Planted.java" 'public static Object raw() { return new java.util.ArrayList(); }'
    compile holdfast-core
    code=$?
    expect "javac: lint" "found raw type"
}

gate_error_prone() {
    class "$core/engine/Planted.java" 'public static String broken() { return String.format("%s"); }'
    compile holdfast-core
    code=$?
    expect "Error Prone" "\[FormatString\]"
}

gate_error_prone_tests() {
    class "$core_tests/engine/PlantedTest.java" 'public static String broken() { return String.format("%s"); }'
    compile holdfast-core
    code=$?
    expect "Error Prone in tests" "\[FormatString\]"
}

gate_nullaway() {
    class "$core/engine/Planted.java" 'public static String nothing() { return null; }'
    compile holdfast-core
    code=$?
    expect "NullAway" "\[NullAway\] returning @Nullable expression"
}

gate_modules() {
    class "holdfast-sqlite/src/main/java/io/holdfast/error/Planted.java" ''
    compile holdfast-sqlite
    code=$?
    expect "module-info: a package in two modules" "package exists in another module: io.holdfast.core"
}

gate_maven_version() {
    sed -i 's|<version>\[3.8.7,)</version>|<version>[99,)</version>|' pom.xml
    build -N validate
    code=$?
    expect "Enforcer: Maven's version" "RequireMavenVersion failed"
}

gate_java_version() {
    sed -i 's|<version>\[17,)</version>|<version>[99,)</version>|' pom.xml
    build -N validate
    code=$?
    expect "Enforcer: Java's version" "RequireJavaVersion failed"
}

gate_banned_dependency() {
    dependency holdfast-core junit junit 4.13.2
    build -pl holdfast-core validate
    code=$?
    expect "Enforcer: banned dependency" "BannedDependencies failed"
}

gate_dynamic_version() {
    dependency holdfast-core org.opentest4j opentest4j '[1.2.0,1.3.0]'
    build -pl holdfast-core validate
    code=$?
    expect "Enforcer: dynamic version" "BanDynamicVersions failed"
}

gate_convergence() {
    awk '/<dependency>/ { held = $0; next }
        held != "" { held = held "\n" $0
            if (/<\/dependency>/) { if (held !~ /<artifactId>slf4j-api</) print held; held = "" }
            next }
        { print }' pom.xml > pom.new && mv pom.new pom.xml
    sed -i 's|<artifactId>slf4j-api</artifactId>|&<version>${slf4j.version}</version>|' holdfast-core/pom.xml
    build -pl holdfast-core validate
    code=$?
    expect "Enforcer: two versions of one library" "DependencyConvergence failed"
}

gate_plugin_version() {
    sed -i 's|<artifactId>maven-antrun-plugin</artifactId>|<artifactId>maven-source-plugin</artifactId></plugin><plugin>&|' pom.xml
    build -N validate
    code=$?
    expect "Enforcer: plugin without a version" "RequirePluginVersions failed"
}

gate_skipped_test() {
    class "$core_tests/engine/PlantedTest.java" \
        '@org.junit.jupiter.api.Test void skipped() { org.junit.jupiter.api.Assumptions.assumeTrue(false); }'
    build -pl holdfast-core verify -Dspotless.check.skip -Dcheckstyle.skip -Dtest=PlantedTest
    code=$?
    expect "a skipped test" "Skipped tests in TEST-io.holdfast.engine.PlantedTest"
}

gate_odd_test_name() {
    class "$core_tests/engine/PlantedOdd.java" \
        '@org.junit.jupiter.api.Test void fails() { org.junit.jupiter.api.Assertions.fail("the planted test ran"); }'
    build -pl holdfast-core test -Dspotless.check.skip -Dcheckstyle.skip
    code=$?
    expect "a test class with an unusual name is run" "the planted test ran"
}

gate_stale_document() {
    echo "| 11 | planted | A line that no code stands behind. |" >> docs/exit-codes.md
    build -pl holdfast-app -am test -Dtest=ExitCodeTest -Dspotless.check.skip -Dcheckstyle.skip -Denforcer.skip
    code=$?
    expect "stale: docs/exit-codes.md" "docs/exit-codes.md is stale"
    echo "A line that no key stands behind." >> docs/configuration.md
    echo " " >> docs/holdfast.schema.json
    build -pl holdfast-core test -Dtest=DocumentsTest -Dspotless.check.skip -Dcheckstyle.skip -Denforcer.skip
    code=$?
    expect "stale: docs/configuration.md" "DocumentsTest.theShippedReferenceIsUpToDate"
    expect "stale: docs/holdfast.schema.json" "DocumentsTest.theShippedSchemaIsUpToDate"
    echo "| a meter | that nobody makes |" >> docs/metrics.md
    build -pl holdfast-testkit -am test -Dtest=MetricsDocumentTest -Dspotless.check.skip -Dcheckstyle.skip -Denforcer.skip
    code=$?
    expect "stale: docs/metrics.md" "docs/metrics.md is stale"
    echo "| ZZ999 | planted | A line that no code stands behind. |" >> docs/errors-postgresql.md
    echo "| 999 | planted | A line that no code stands behind. |" >> docs/errors-sqlite.md
    build -pl holdfast-sqlite,holdfast-postgresql,holdfast-mongodb -am test -fae -Dtest=ErrorsDocumentTest -Dspotless.check.skip \
        -Dcheckstyle.skip -Denforcer.skip
    code=$?
    expect "stale: docs/errors-sqlite.md" "docs/errors-sqlite.md is stale"
    expect "stale: docs/errors-postgresql.md" "docs/errors-postgresql.md is stale"
}

gate_architecture() {
    plant_architecture
    build -pl holdfast-app -am test -Dtest=ArchitectureTest -Dspotless.check.skip -Dcheckstyle.skip -Denforcer.skip
    code=$?
    expect_rule packagesAreFreeOfCycles PlantedCycle
    expect_rule everyPackageIsOnThePlan PlantedAttic
    expect_rule packagesImportOnlyThoseBelow PlantedOrder
    expect_rule featuresNeverMeet PlantedAlert
    expect_rule adaptersKnowOnlyTheEngineContract PlantedAdapter
    expect_rule adaptersAreKnownByNobody PlantedFriend
    expect_rule nothingInsideImportsTheFrontDoor PlantedKnock
    expect_rule namesSayWhatThingsAre PlantedManager
    expect_rule noJunkDrawers PlantedDrawer
    expect_rule packagesAreNullMarked PlantedUnmarked
    expect_rule outputIsPassedIn PlantedOutput
    expect_rule waitingIsPassedIn PlantedSleep
    expect_rule theLibraryUsesNoReflection PlantedReflection
    expect_rule onlyMetricsNeedMicrometer PlantedMeter
    expect_rule theLibraryLogsWhereItCannotFail PlantedLog
    expect_rule noMutableStatics PlantedStatic
}

plant_architecture() {
    class "$app/output/PlantedCycle.java" 'public static Object known(io.holdfast.app.command.CommandRunner other) { return other; }'
    marked "$core/attic"
    class "$core/attic/PlantedAttic.java" ''
    class "$core/error/PlantedOrder.java" 'public static Object known(io.holdfast.engine.Session other) { return other; }'
    class "$core/health/PlantedHealth.java" ''
    marked "$core/alert"
    class "$core/alert/PlantedAlert.java" 'public static Object known(io.holdfast.health.PlantedHealth other) { return other; }'
    [ -d "$sqlite" ] || marked "$sqlite"
    class "$sqlite/PlantedAdapter.java" 'public static Object known(io.holdfast.health.PlantedHealth other) { return other; }'
    class "$app/PlantedFriend.java" 'public static Object known(io.holdfast.sqlite.PlantedAdapter other) { return other; }'
    [ -e "$core/package-info.java" ] || marked "$core"
    class "$core/PlantedDoor.java" ''
    class "$core/engine/PlantedKnock.java" 'public static Object known(io.holdfast.PlantedDoor other) { return other; }'
    class "$core/engine/PlantedManager.java" ''
    marked "$core/engine/util"
    class "$core/engine/util/PlantedDrawer.java" ''
    class "$core/engine/bare/PlantedUnmarked.java" ''
    class "$core/engine/PlantedOutput.java" 'public static void shout() { System.out.println("planted"); }'
    class "$core/engine/PlantedSleep.java" \
        'public static void nap() throws InterruptedException { java.util.concurrent.TimeUnit.SECONDS.sleep(1); }'
    class "$core/engine/PlantedReflection.java" \
        'public static Class<?> find() throws ClassNotFoundException { return Class.forName("planted"); }'
    class "$core/engine/PlantedMeter.java" \
        'public static Object known(io.micrometer.core.instrument.Meter other) { return other; }'
    class "$core/engine/PlantedLog.java" \
        'public static void say() { org.slf4j.LoggerFactory.getLogger("planted").info("planted"); }'
    class "$core/engine/PlantedStatic.java" '@SuppressWarnings("NonFinalStaticField") public static int counter = 1;'
}

gate_reproducible() {
    sed -i '/project.build.outputTimestamp/d' pom.xml
    log=$log tools/reproducible.sh holdfast-core > "$log" 2>&1
    code=$?
    expect "reproducible jars" "differs: holdfast-core"
}

# ---------------------------------------------------------------- all of it

report() {
    local line
    printf '\n%-52s %-14s %7s  %s\n' "gate" "result" "time" "message"
    for line in "${results[@]}"; do
        IFS='|' read -r gate result time message <<< "$line"
        printf '%-52s %-14s %7s  %s\n' "$gate" "$result" "$time" "$message"
    done
    if [ "$failures" -eq 0 ]; then
        printf '\nAll %s gates bite.\n' "${#results[@]}"
    else
        printf '\n%s of %s gates do not bite.\n' "$failures" "${#results[@]}"
    fi
}

case ${1:-} in
    --list) printf '%s\n' $groups; exit 0 ;;
    --only) groups=${2:?--only needs a name; see --list} ;;
    "") ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac

make_copy
log=$copy.log
trap 'rm -rf "$copy" "$log"' EXIT
for group in $groups; do
    function=gate_${group//-/_}
    declare -F "$function" > /dev/null || { echo "no gate called $group; see --list" >&2; exit 2; }
    echo "proving: $group"
    started=$SECONDS
    set +e
    "$function"
    set -e
    clear_faults
done
report
[ "$failures" -eq 0 ]
