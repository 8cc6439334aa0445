package io.holdfast.app;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Optional;

/**
 * The rooms of the house, as {@code docs/architecture.md} draws them: floors from bottom to top, features side by side
 * on top of them, engine adapters beside the house, and the programs that put everything together.
 */
final class HousePlan {
    private static final String ROOT = "io.holdfast";

    /** Bottom first: a package may import only those before it. */
    static final List<String> FLOORS = List.of(
            "error",
            "log",
            "disk",
            "jdbc",
            "config",
            "event",
            "signal",
            "engine",
            "resilience",
            "pool",
            "gate",
            "transaction",
            "database",
            "document");

    static final List<String> FEATURES = List.of(
            "health",
            "query",
            "schema",
            "transfer",
            "backup",
            "routing",
            "lifecycle",
            "degrade",
            "audit",
            "flag",
            "alert");

    static final List<String> ADAPTERS = List.of("sqlite", "postgresql", "mongodb", "s3");

    /** These may know the front door; the test kit and the benchmarks are known by nobody. */
    static final List<String> PROGRAMS = List.of("app", "spring", "evaluation", "benchmarks");

    static final String TEST_KIT = "testkit";

    private HousePlan() {}

    /** The first part of the package name below the root; empty for the front door and for foreign classes. */
    static Optional<String> room(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(ROOT + ".")) {
            return Optional.empty();
        }
        return Optional.of(name.substring(ROOT.length() + 1).split("\\.", 2)[0]);
    }

    static boolean isFrontDoor(JavaClass type) {
        return type.getPackageName().equals(ROOT);
    }

    static boolean isPlanned(String room) {
        return FLOORS.contains(room)
                || FEATURES.contains(room)
                || ADAPTERS.contains(room)
                || PROGRAMS.contains(room)
                || room.equals(TEST_KIT);
    }

    /** Whether {@code from}, a floor, may import {@code to}. */
    static boolean floorMayImport(String from, String to) {
        return FLOORS.contains(to) && FLOORS.indexOf(to) <= FLOORS.indexOf(from);
    }

    /** Whether {@code from}, an adapter, may import {@code to}: itself, and what engines are made of. */
    static boolean adapterMayImport(String from, String to) {
        return from.equals(to) || floorMayImport("engine", to);
    }

    /** Whether {@code from}, a feature, may import {@code to}: no other feature, but the lifecycle moves what is routed. */
    static boolean featureMayImport(String from, String to) {
        boolean isRouted = from.equals("lifecycle") && to.equals("routing");
        return from.equals(to) || isRouted || !FEATURES.contains(to);
    }

    static boolean isFloor(JavaClass type) {
        return room(type).filter(FLOORS::contains).isPresent();
    }

    static boolean isFeature(JavaClass type) {
        return room(type).filter(FEATURES::contains).isPresent();
    }

    static boolean isAdapter(JavaClass type) {
        return room(type).filter(ADAPTERS::contains).isPresent();
    }

    static boolean isProgram(JavaClass type) {
        return room(type).filter(PROGRAMS::contains).isPresent();
    }

    static boolean isCore(JavaClass type) {
        return isFloor(type) || isFeature(type) || isFrontDoor(type);
    }
}
