package io.holdfast.audit;

import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.event.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks for actions in the table, page by page. The ids of actions grow with the time of their beginning. */
final class TableSearch {
    private static final int PAGE = 1_000;

    /** An id is made a moment before its entry says what time it is, and a clock may be set back. */
    private static final Duration MARGIN = Duration.ofHours(2);

    private final Database database;
    private final AuditFilter filter;
    private final TableRows.Condition condition;

    TableSearch(Database database, AuditFilter filter, String node) {
        this.database = database;
        this.filter = filter;
        this.condition = condition(filter, node.toLowerCase(Locale.ROOT));
    }

    private static TableRows.Condition condition(AuditFilter filter, String node) {
        var found = new TableRows.Condition(List.of(), List.of());
        if (filter.since().isAfter(Instant.EPOCH.plus(MARGIN))) {
            found = found.and("action >= ?", idAt(filter.since().minus(MARGIN)));
        }
        found = equal(found, "actor", filter.actor());
        found = equal(found, "name", filter.action());
        found = equal(found, "database_name", filter.database());
        return node.isEmpty() ? found : found.and("substr(chain, 1, " + node.length() + ") = ?", node);
    }

    private static TableRows.Condition equal(TableRows.Condition before, String column, String wanted) {
        return wanted.isEmpty() ? before : before.and(column + " = ?", TableRows.Condition.searched(wanted));
    }

    private static String idAt(Instant time) {
        return new UUID(time.toEpochMilli() << 16, 0).toString();
    }

    /** The two entries of an action stand one behind the other. */
    void run(Consumer<AuditAction> found) {
        @Nullable Entry begun = null;
        Optional<TableRows.Row> last = Optional.empty();
        List<TableRows.Row> page;
        do {
            page = page(last);
            for (TableRows.Row row : page) {
                Entry entry = row.record().map(line -> line.record().entry()).orElse(null);
                if (entry != null) {
                    begun = see(begun, entry, found);
                }
            }
            last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1));
        } while (page.size() == PAGE);
        if (begun != null) {
            tell(AuditAction.open(begun), found);
        }
    }

    private @Nullable Entry see(@Nullable Entry begun, Entry entry, Consumer<AuditAction> found) {
        if (begun != null && !begun.action().equals(entry.action())) {
            tell(AuditAction.open(begun), found);
            return see(null, entry, found);
        }
        if (entry.stage() == Entry.Stage.BEGUN) {
            return entry;
        }
        tell(AuditAction.ended(entry, Optional.ofNullable(begun)), found);
        return null;
    }

    private void tell(AuditAction action, Consumer<AuditAction> found) {
        if (filter.test(action)) {
            found.accept(action);
        }
    }

    private List<TableRows.Row> page(Optional<TableRows.Row> last) {
        TableRows.Condition here = last.map(row -> condition.and(
                        "(action > ? or action = ? and (chain > ? or chain = ? and sequence > ?))",
                        row.searched().action(),
                        row.searched().action(),
                        row.chain(),
                        row.chain(),
                        row.sequence()))
                .orElse(condition);
        return database.call(
                Operation.read("audit-search"), session -> new TableRows(session.connection()).byAction(here, PAGE));
    }
}
