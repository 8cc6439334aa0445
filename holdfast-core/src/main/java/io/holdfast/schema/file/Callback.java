package io.holdfast.schema.file;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** When a script runs that is no migration itself; its file has the name that Flyway gives it. */
public enum Callback {
    /** Before everything, whether or not something is pending. */
    BEFORE_MIGRATE("beforeMigrate"),
    /** Before each migration, in its transaction. */
    BEFORE_EACH_MIGRATE("beforeEachMigrate"),
    /** After each migration, in its transaction. */
    AFTER_EACH_MIGRATE("afterEachMigrate"),
    /** After everything, if something was applied. */
    AFTER_MIGRATE_APPLIED("afterMigrateApplied"),
    /** After everything, whether or not something was applied. */
    AFTER_MIGRATE("afterMigrate");

    /** What Flyway runs, and what is not run here: to ignore it would not be what its author meant. */
    private static final Set<String> UNKNOWN = Set.of(
            "beforeRepeatables",
            "beforeVersioned",
            "afterVersioned",
            "beforeEachMigrateStatement",
            "afterEachMigrateStatement",
            "afterEachMigrateStatementError",
            "afterEachMigrateError",
            "afterMigrateError",
            "beforeUndo",
            "beforeEachUndo",
            "afterEachUndo",
            "afterUndo",
            "beforeValidate",
            "afterValidate",
            "beforeBaseline",
            "afterBaseline",
            "beforeRepair",
            "afterRepair",
            "beforeConnect",
            "afterConnect",
            "createSchema");

    private final String word;

    Callback(String word) {
        this.word = word;
    }

    /** The one that files of the name {@code word} are for. */
    static Optional<Callback> of(String word) {
        return Arrays.stream(values())
                .filter(callback -> callback.word.equals(word))
                .findFirst();
    }

    /** Whether {@code word} is the name of one that is not run here. */
    static boolean isUnknown(String word) {
        return UNKNOWN.contains(word);
    }

    /** Its name, as files have it. */
    @Override
    public String toString() {
        return word;
    }
}
