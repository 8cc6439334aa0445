package io.holdfast.schema.run;

import io.holdfast.engine.ScriptForm;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.MaskedCause;
import io.holdfast.error.Phase;
import io.holdfast.schema.plan.Step;
import io.holdfast.schema.plan.Step.Mode;
import io.holdfast.schema.script.ScriptStatement;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Says which statement of which file failed, in which line, and what is left of it. */
final class StepFailures {
    /** What says more than that a migration failed. */
    private static final Set<ErrorKind> KEPT = EnumSet.of(
            ErrorKind.CONNECTION,
            ErrorKind.OUTCOME_UNKNOWN,
            ErrorKind.CANCELLED,
            ErrorKind.LOCKED,
            ErrorKind.DEADLOCK,
            ErrorKind.SERIALIZATION,
            ErrorKind.TIMEOUT,
            ErrorKind.DISK_FULL,
            ErrorKind.READ_ONLY,
            ErrorKind.CORRUPT,
            ErrorKind.PERMISSION);

    private static final Set<ErrorKind> PASSING =
            EnumSet.of(ErrorKind.LOCKED, ErrorKind.DEADLOCK, ErrorKind.SERIALIZATION);

    private final Conditions conditions;

    StepFailures(Conditions conditions) {
        this.conditions = conditions;
    }

    /** Whether it is gone when others have gone on. */
    static boolean isPassing(HoldfastException failure) {
        return PASSING.contains(failure.kind());
    }

    /** The failure of statement {@code index} of {@code step}. */
    HoldfastException statement(Step step, int index, Exception thrown) {
        List<ScriptStatement> all = step.script().statements();
        ScriptStatement statement = all.get(index);
        OptionalInt position = conditions.migrator().position(thrown);
        int line = position.isPresent() ? statement.lineOf(position.getAsInt()) : statement.line();
        String where = "%s:%d, %s %d of %d"
                .formatted(
                        step.file().script(), line, conditions.migrator().form().piece(), index + 1, all.size());
        String body =
                conditions.migrator().placeInBody(thrown).map(", "::concat).orElse("");
        return failure(where + body, thrown, Phase.BODY, left(step, index));
    }

    /** The failure of something else in {@code step}. */
    HoldfastException other(Step step, String what, Exception thrown, Phase phase) {
        return failure(step.file().script() + ", " + what, thrown, phase, left(step));
    }

    private HoldfastException failure(String where, Exception thrown, Phase phase, String left) {
        RuntimeException sorted = conditions.sorting().sort(thrown, phase, "migrate");
        if (!(sorted instanceof HoldfastException known)) {
            throw sorted;
        }
        Failure failure = known.failure();
        ErrorKind kind = KEPT.contains(failure.kind()) ? failure.kind() : ErrorKind.MIGRATION;
        return Failure.of(kind, "%s: %s%s".formatted(where, failure.sentence(), words(thrown, failure)))
                .withHint(failure.hint().isEmpty() ? left : failure.hint() + "; " + left)
                .withCodes(failure.sqlState(), failure.vendorCode())
                .during("migrate", conditions.database())
                .causedBy(thrown);
    }

    /** Who writes a script needs the names that the database says, beside what its code means. */
    private static String words(Exception thrown, Failure failure) {
        Throwable masked = MaskedCause.of(thrown);
        String said = String.valueOf(masked.getMessage()).lines().findFirst().orElse("");
        if (masked instanceof MaskedCause cause) {
            said = said.replaceFirst("^" + Pattern.quote(cause.original() + ": "), "");
        }
        boolean own = thrown instanceof HoldfastException || failure.sentence().contains(said);
        return own ? "" : " (%s)".formatted(said);
    }

    /** Of commands each is a step of its own, and the file goes on where it stopped. */
    private String left(Step step, int index) {
        if (step.mode() == Mode.TRANSACTION || conditions.migrator().form() == ScriptForm.SQL) {
            return left(step);
        }
        int all = step.script().statements().size();
        return ("%d of its %d commands %s done and not run again: mend it from there on, run holdfast migrate repair, and"
                        + " holdfast migrate up goes on")
                .formatted(index, all, index == 1 ? "is" : "are");
    }

    private static String left(Step step) {
        return step.mode() == Mode.TRANSACTION
                ? "nothing of this file is left, and those before it are in the history; mend it and run holdfast migrate"
                        + " again"
                : "the statements before it stay, and are not run again; holdfast migrate status tells where it stands";
    }
}
