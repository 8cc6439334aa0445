package io.holdfast.audit;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.signal.Signal;
import io.holdfast.signal.Signal.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the audit table shows of itself, as signals: {@code audit.waiting} and {@code audit.failed}. */
public final class AuditSignals implements Supplier<List<Signal>> {
    private final AuditTable table;

    /** Those of {@code table}. */
    public AuditSignals(AuditTable table) {
        this.table = table;
    }

    @Override
    public List<Signal> get() {
        Optional<HoldfastException> failure = table.failure();
        return List.of(waiting(table.waiting(), failure.isPresent()), failed(failure));
    }

    private Signal waiting(long number, boolean failing) {
        return number == 0
                ? new Signal("audit.waiting", table.database(), Level.OK, "every record is in the audit table", "")
                : new Signal(
                        "audit.waiting",
                        table.database(),
                        failing ? Level.WARNING : Level.OK,
                        "%d records of this node are not in the audit table yet".formatted(number),
                        "they are safe in its files, and are copied when the database can be used");
    }

    private Signal failed(Optional<HoldfastException> failure) {
        if (failure.isEmpty()) {
            return new Signal("audit.failed", table.database(), Level.OK, "records are copied to the audit table", "");
        }
        HoldfastException known = failure.get();
        Level level = known.kind() == ErrorKind.VERIFICATION ? Level.ERROR : Level.WARNING;
        return new Signal(
                "audit.failed",
                table.database(),
                level,
                known.failure().sentence(),
                known.failure().hint());
    }
}
