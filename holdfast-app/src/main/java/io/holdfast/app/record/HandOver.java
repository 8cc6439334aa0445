package io.holdfast.app.record;

import io.holdfast.Control;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.io.PrintStream;
import java.time.Duration;

/** Brings what a command has put on record into the audit table, when it is done. What cannot be brought now waits. */
public final class HandOver {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private HandOver() {}

    /** Tries it once where a control database is declared, and says so where that failed. */
    public static void after(HoldfastConfig config, PrintStream err) {
        if (config.control().isEmpty()) {
            return;
        }
        try (Control control = Control.open(config, PATIENCE)) {
            to(control, err);
        } catch (HoldfastException unopened) {
            tell(unopened, err);
        }
    }

    /**
     * Copies what is on record before a part of it is removed, where a control database is declared.
     *
     * @param anyway whether to go on, and say so, where that fails
     * @return whether everything is in the audit table
     * @throws HoldfastException if it cannot be copied, unless {@code anyway}
     */
    public static boolean before(HoldfastConfig config, boolean anyway, PrintStream err) {
        if (config.control().isEmpty()) {
            return false;
        }
        try (Control control = Control.open(config, PATIENCE)) {
            control.replay();
            return true;
        } catch (HoldfastException failure) {
            if (!anyway) {
                throw Failure.of(
                                failure.kind(),
                                "what is on record could not be copied to the audit table, so nothing was removed: "
                                        + failure.failure().sentence())
                        .withHint("run it again when the control database can be used, or go on with --despite-damage")
                        .causedBy(failure);
            }
            tell(failure, err);
            return false;
        }
    }

    /** Tries it once with {@code control}, and says so where that failed. */
    public static void to(Control control, PrintStream err) {
        try {
            control.replay();
        } catch (HoldfastException failure) {
            tell(failure, err);
        }
    }

    private static void tell(HoldfastException failure, PrintStream err) {
        err.printf(
                "note: what is on record could not be copied to the audit table; it is safe in the files of this node,"
                        + " and is copied later: %s%n",
                failure.failure().sentence());
    }
}
