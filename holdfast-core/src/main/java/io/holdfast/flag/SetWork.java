package io.holdfast.flag;

import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Masking;
import io.holdfast.event.Recording;
import io.holdfast.transaction.Transaction;
import io.holdfast.transaction.TransactionOptions;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Sets one flag: the intent is on record before, the outcome after, and in between one transaction does all of it. */
final class SetWork {
    private static final int ATTEMPTS = 5;

    private final Database database;
    private final FlagTrail trail;
    private final Leftovers leftovers;
    private final InstantSource clock;
    private final Consumer<SetStep> steps;

    SetWork(Database database, FlagTrail trail, Leftovers leftovers, InstantSource clock, Consumer<SetStep> steps) {
        this.database = database;
        this.trail = trail;
        this.leftovers = leftovers;
        this.clock = clock;
        this.steps = steps;
    }

    /** Somebody else set the flag since it was looked at. */
    private static final class OvertakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** For the holder of the lock. */
    Flag set(FlagSetting setting) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(setting);
            } catch (OvertakenException overtaken) {
                if (attempt == ATTEMPTS || setting.ifVersion().isPresent()) {
                    throw overtaken(setting, overtaken);
                }
            }
        }
    }

    private static HoldfastException overtaken(FlagSetting setting, OvertakenException cause) {
        return Failure.of(
                        ErrorKind.DATA,
                        "%s was set by somebody else at the same time; nothing was changed".formatted(setting.name()))
                .withHint("look at it with holdfast admin get-flag %s, and set it again".formatted(setting.name()))
                .causedBy(cause);
    }

    /** The version is read where it is written: a standby may be behind. */
    private Flag once(FlagSetting setting) {
        Optional<Flag> before = database.call(Operation.idempotent("get-flag"), session -> {
            var rows = new FlagRows(session.connection());
            if (!rows.exist()) {
                throw FlagRows.gone(database.name());
            }
            return rows.find(setting.name());
        });
        Flag after = after(setting, before);
        Recording recording = trail.recorder()
                .record(Flags.ACTION, setting.actor(), database.name(), details(setting, before, after));
        steps.accept(SetStep.INTENT_RECORDED);
        var change = new FlagChange(
                after,
                before.map(Flag::value),
                Masking.clean(setting.reason()),
                recording.id().toString());
        try {
            database.inTransaction(TransactionOptions.named(Flags.ACTION), transaction -> write(transaction, change));
        } catch (OvertakenException overtaken) {
            HoldfastException told = overtaken(setting, overtaken);
            if (!leftovers.failed(recording, told)) {
                throw told;
            }
            throw overtaken;
        } catch (HoldfastException failure) {
            return settled(recording, after, failure);
        } catch (RuntimeException failure) {
            leftovers.failed(recording, failure);
            throw failure;
        }
        steps.accept(SetStep.COMMITTED);
        finish(recording, after);
        steps.accept(SetStep.OUTCOME_RECORDED);
        return after;
    }

    private Flag after(FlagSetting setting, Optional<Flag> before) {
        long version = before.map(Flag::version).orElse(0L);
        long wanted = setting.ifVersion().orElse(version);
        if (wanted != version) {
            throw Failure.of(
                            ErrorKind.DATA,
                            "%s %s, not %d; nothing was changed".formatted(setting.name(), having(version), wanted))
                    .withHint("look at it with holdfast admin get-flag %s, and decide again".formatted(setting.name()))
                    .exception();
        }
        FlagType type = setting.type().or(() -> before.map(Flag::type)).orElse(FlagType.fitting(setting.value()));
        String value = type.kept(setting.name(), setting.value());
        return new Flag(
                setting.name(),
                type,
                value,
                version + 1,
                Masking.clean(setting.actor()),
                clock.instant().toString());
    }

    private static String having(long version) {
        return version == 0 ? "was never set, so its version is 0" : "has version " + version;
    }

    private static Map<String, String> details(FlagSetting setting, Optional<Flag> before, Flag after) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("flag", after.name());
        before.ifPresent(flag -> details.put("before." + after.name(), flag.value()));
        details.put("after." + after.name(), after.value());
        details.put("type", after.type().word());
        details.put("version", Long.toString(after.version()));
        if (!setting.reason().isEmpty()) {
            details.put("reason", setting.reason());
        }
        return details;
    }

    private boolean write(Transaction transaction, FlagChange change) throws SQLException {
        var rows = new FlagRows(transaction.connection());
        if (!rows.put(change.flag())) {
            throw new OvertakenException();
        }
        rows.add(change);
        steps.accept(SetStep.ROWS_WRITTEN);
        trail.copy(transaction.connection());
        steps.accept(SetStep.TRAIL_COPIED);
        return true;
    }

    /** A commit whose answer was lost is looked for; where that cannot be done now, the next one does it. */
    private Flag settled(Recording recording, Flag after, HoldfastException failure) {
        if (failure.kind() != ErrorKind.OUTCOME_UNKNOWN) {
            leftovers.failed(recording, failure);
            throw failure;
        }
        boolean done;
        try {
            done = leftovers.settle(recording.intent(), failure.failure().sentence());
        } catch (HoldfastException stillUnknown) {
            failure.addSuppressed(stillUnknown);
            throw Failure.of(
                            ErrorKind.OUTCOME_UNKNOWN,
                            "whether %s was set is not known: %s"
                                    .formatted(after.name(), failure.failure().sentence()))
                    .withHint("it was set wholly or not at all; whoever uses flags next with this home finds out and"
                            + " puts it on record")
                    .during(Flags.ACTION, database.name())
                    .causedBy(failure);
        }
        if (!done) {
            throw failure;
        }
        return after;
    }

    private void finish(Recording recording, Flag after) {
        try {
            leftovers.done(recording);
        } catch (HoldfastException unwritable) {
            throw Failure.of(
                            ErrorKind.OUTCOME_UNKNOWN,
                            "%s is set, but that could not be put on record: %s"
                                    .formatted(
                                            after.name(), unwritable.failure().sentence()))
                    .withHint(
                            "do not set it again; give the folder space, and whoever uses flags next puts it on record")
                    .during(Flags.ACTION, database.name())
                    .causedBy(unwritable);
        }
    }
}
