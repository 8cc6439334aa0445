package io.holdfast.app.admin;

import io.holdfast.Control;
import io.holdfast.app.audit.Rows;
import io.holdfast.app.record.ActionRecord;
import io.holdfast.audit.AuditAction;
import io.holdfast.audit.AuditFilter;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Looks for actions in the audit table, and in the files of this node where the table cannot be read. */
public final class AdminSearch {
    private final Control control;
    private final Path home;
    private final PrintStream err;

    /** Looks where {@code control} is, or in {@code home}; what is worth knowing goes to {@code err}. */
    public AdminSearch(Control control, Path home, PrintStream err) {
        this.control = control;
        this.home = home;
        this.err = err;
    }

    /**
     * Prints what fits.
     *
     * @param node the beginning of the id of a node; empty for all
     * @param rows begins to print
     * @throws HoldfastException if the table can be read no further when a part of it is printed, or not at all and another
     *     node is meant than this one
     */
    public void run(AuditFilter filter, String node, Supplier<Rows> rows) {
        var printed = new Printed(rows);
        String reason = "";
        try {
            if (control.auditTable().search(filter, node, printed)) {
                printed.end();
                return;
            }
            reason = "there is no audit table yet";
        } catch (HoldfastException failure) {
            if (printed.hasBegun()) {
                throw failure;
            }
            reason = failure.failure().sentence();
        }
        refuseUnlessOwn(node, reason);
        err.printf("note: the audit table could not be read, so these are the files of this node alone: %s%n", reason);
        ActionRecord.trail(home).search(filter, printed);
        printed.end();
    }

    /** The files of this node say nothing of another one. */
    private void refuseUnlessOwn(String node, String reason) {
        boolean own = ActionRecord.chain(home)
                .filter(id -> id.startsWith(node.toLowerCase(Locale.ROOT)))
                .isPresent();
        if (!node.isEmpty() && !own) {
            throw Failure.of(
                            ErrorKind.CONNECTION,
                            "what was done at the node %s is in the audit table alone, which could not be read: %s"
                                    .formatted(node, reason))
                    .withHint("try again when the control database can be used, or ask at that node")
                    .exception();
        }
    }

    /** Begins with the first action, so that another source can be asked until then. */
    private static final class Printed implements Consumer<AuditAction> {
        private final Supplier<Rows> begin;
        private final List<Rows> rows = new ArrayList<>(1);

        Printed(Supplier<Rows> begin) {
            this.begin = begin;
        }

        boolean hasBegun() {
            return !rows.isEmpty();
        }

        @Override
        public void accept(AuditAction action) {
            rows().add(action);
        }

        void end() {
            rows().end();
        }

        private Rows rows() {
            if (rows.isEmpty()) {
                rows.add(begin.get());
            }
            return rows.get(0);
        }
    }
}
