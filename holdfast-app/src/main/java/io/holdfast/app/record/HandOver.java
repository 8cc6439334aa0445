package io.holdfast.app.record;

import io.holdfast.Control;
import io.holdfast.config.HoldfastConfig;
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
