package io.holdfast.audit;

import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.event.Entry;
import io.holdfast.event.RecordLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.function.Consumer;

/** Looks for actions in the table, page by page of each chain. The ids of actions grow with the time of their beginning. */
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

    /** A chain, as far as it was not passed yet. */
    private final class Chain {
        private final String id;
        private final Deque<TableRows.Row> page = new ArrayDeque<>();
        private long sequence;
        private boolean complete;

        Chain(String id) {
            this.id = id;
        }

        /** The next record; empty at the end. Rows that are no record any more are passed over. */
        Optional<Next> next() {
            while (true) {
                if (page.isEmpty() && !complete) {
                    page.addAll(rows(id, sequence));
                    complete = page.size() < PAGE;
                }
                TableRows.Row row = page.poll();
                if (row == null) {
                    return Optional.empty();
                }
                sequence = row.sequence();
                Optional<RecordLine.Chained> record = row.record();
                if (record.isPresent()) {
                    return Optional.of(
                            new Next(this, row.sequence(), record.get().record().entry()));
                }
            }
        }
    }

    /** The next record of a chain. */
    private record Next(Chain chain, long sequence, Entry entry) {
        static final Comparator<Next> ORDER = Comparator.comparing(
                        (Next next) -> next.entry().at())
                .thenComparing(next -> next.chain().id)
                .thenComparingLong(Next::sequence);
    }

    /**
     * Each chain in its own order, as the files of its node have it; between chains the earlier record is first. Actions come
     * when they end, those that have not at last.
     */
    void run(Consumer<AuditAction> found) {
        var next = new PriorityQueue<>(Next.ORDER);
        for (String id : chains()) {
            new Chain(id).next().ifPresent(next::add);
        }
        var open = new OpenActions();
        while (!next.isEmpty()) {
            Next first = next.remove();
            Optional<Entry> intent = open.see(first.entry());
            if (first.entry().stage() != Entry.Stage.BEGUN) {
                tell(AuditAction.ended(first.entry(), intent), found);
            }
            first.chain().next().ifPresent(next::add);
        }
        open.all().forEach(intent -> tell(AuditAction.open(intent), found));
    }

    private void tell(AuditAction action, Consumer<AuditAction> found) {
        if (filter.test(action)) {
            found.accept(action);
        }
    }

    private List<String> chains() {
        return database.call(
                Operation.read("audit-search"), session -> new TableRows(session.connection()).chains(condition));
    }

    private List<TableRows.Row> rows(String chain, long sequence) {
        TableRows.Condition here = condition.and("chain = ?", chain).and("sequence > ?", sequence);
        return database.call(
                Operation.read("audit-search"), session -> new TableRows(session.connection()).inOrder(here, PAGE));
    }
}
