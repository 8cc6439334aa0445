package io.holdfast.audit;

import io.holdfast.event.Entry;
import io.holdfast.event.RecordFiles;
import io.holdfast.event.RecordLine;
import io.holdfast.event.Settled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the rows of the table: each with the one before it in its chain, and those of this node with its files, record by
 * record. A change is named once.
 */
final class TableComparison {
    private final String own;
    private final RecordFiles files;
    private final Pages mine;
    private final Pages others;
    private final List<String> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<Hole, Long> holes = new LinkedHashMap<>();
    private final Set<Hole> pruned = new HashSet<>();
    private long rows;
    private long compared;
    private long waiting;
    private TableRows.@Nullable Row before;

    /** The number of the last record in the files. */
    private long end;

    /** A row was missed or changed just before, so that what comes behind it cannot fit. */
    private boolean broken;

    /** Of the rows of this node's chain, {@code own}, and of those of the others. */
    TableComparison(String own, RecordFiles files, Pages mine, Pages others) {
        this.own = own;
        this.files = files;
        this.mine = mine;
        this.others = others;
    }

    /** Rows that are not there: the number of the last, and its hash; of the first, the number is enough. */
    private record Hole(String chain, long last, String hash) {}

    /** Gives the rows, in the order of chains and numbers. */
    @FunctionalInterface
    interface Pages {
        /** Some that stand behind this place; none at the end. */
        List<TableRows.Row> after(String chain, long sequence);
    }

    TableReport run() {
        ownChain(new Cursor(mine));
        var walk = new Cursor(others);
        while (walk.peek() != null) {
            alone(walk.take());
        }
        holes.forEach(this::judge);
        return new TableReport(
                TableReport.State.COMPARED, rows, compared, waiting, List.copyOf(findings), List.copyOf(notes));
    }

    /** Records that were pruned before they were copied never were in the table. */
    private void judge(Hole hole, long first) {
        if (pruned.contains(hole)) {
            notes.add("audit table, chain %s: sequence %d to %d was pruned before it was copied"
                    .formatted(hole.chain(), first, hole.last()));
        } else {
            add("audit table, chain %s: sequence %d, removed: expected it before sequence %d; found no such row"
                    .formatted(hole.chain(), first, hole.last() + 1));
        }
    }

    /** Takes note of a pruning before which nothing was copied. */
    private void see(String chain, RecordLine.Chained record) {
        Entry entry = record.record().entry();
        if (entry.name().equals(Pruning.ACTION) && !Pruning.isCopied(entry)) {
            pruned.add(new Hole(chain, Pruning.through(entry), Pruning.hash(entry)));
        }
    }

    private void ownChain(Cursor walk) {
        var settled = new Settled(line -> {
            if (line instanceof RecordLine.Chained chained && chained.isSound() && chained.sequence() > end) {
                boolean first = end == 0;
                end = chained.sequence();
                meet(chained, first, walk);
            }
        });
        files.each(settled);
        settled.finish();
        long told = 0;
        while (walk.peek() != null) {
            TableRows.Row row = walk.take();
            rows++;
            told++;
            if (told == 1) {
                find(row, "put in, or the files of this node were cut off", "no record after sequence " + end);
            }
        }
        if (waiting > 0) {
            notes.add("%d records of this node are not in the audit table yet".formatted(waiting));
        }
    }

    /**
     * The record {@code line} of the files, and the rows up to its number. What is before the first was pruned from the
     * files.
     */
    private void meet(RecordLine.Chained line, boolean first, Cursor walk) {
        see(own, line);
        TableRows.Row row = walk.peek();
        while (row != null && row.sequence() < line.sequence()) {
            alone(walk.take());
            row = walk.peek();
        }
        if (first && (row != null || before != null)) {
            follow(own, line);
        }
        if (row != null && row.sequence() == line.sequence()) {
            compare(walk.take(), line);
        } else if (row != null) {
            missing(line.sequence());
        } else {
            waiting++;
        }
    }

    private void missing(long sequence) {
        add("audit table, chain %s: sequence %d, removed: expected it as in the files; found no such row"
                .formatted(own, sequence));
        broken = true;
    }

    private void compare(TableRows.Row row, RecordLine.Chained line) {
        rows++;
        compared++;
        if (!row.line().equals(line.json())) {
            find(row, "changed", "what the files say");
        } else if (!row.searched().equals(TableRows.Searched.of(line.record().entry()))) {
            find(row, "changed", "columns that say the same as the record in them");
        }
        broken = false;
        before = row;
    }

    /** A row of another node, or one whose record is not in the files any more: its neighbours have to fit. */
    private void alone(TableRows.Row row) {
        rows++;
        Optional<RecordLine.Chained> record = row.record();
        if (record.isEmpty() || !record.get().isSound() || record.get().sequence() != row.sequence()) {
            find(row, "changed", "a record with its own hash");
            broken = true;
        } else {
            if (!row.searched()
                    .equals(TableRows.Searched.of(record.get().record().entry()))) {
                find(row, "changed", "columns that say the same as the record in them");
            }
            see(row.chain(), record.get());
            follow(row.chain(), record.get());
            broken = false;
        }
        before = row;
    }

    /** {@code record}, of this chain, has to fit to the row before. */
    private void follow(String chain, RecordLine.Chained record) {
        TableRows.Row last = before;
        if (last == null || !last.chain().equals(chain)) {
            if (record.sequence() > 1) {
                notes.add("audit table, chain %s begins with sequence %d".formatted(chain, record.sequence()));
            }
            return;
        }
        if (record.sequence() != last.sequence() + 1) {
            var hole = new Hole(
                    chain, record.sequence() - 1, record.record().link().previous());
            holes.putIfAbsent(hole, last.sequence() + 1);
            return;
        }
        String hash = last.record().map(RecordLine.Chained::computed).orElse("");
        if (!broken && !record.record().link().previous().equals(hash)) {
            find(last, "changed", "the hash that sequence %d names".formatted(record.sequence()));
        }
    }

    private void find(TableRows.Row row, String what, String expected) {
        add("audit table, chain %s: sequence %d, %s: expected %s; found something else"
                .formatted(row.chain(), row.sequence(), what, expected));
    }

    private void add(String finding) {
        if (findings.size() < AuditReport.MOST) {
            findings.add(finding);
        }
    }

    /** The rows one by one. */
    private static final class Cursor {
        private final Pages pages;
        private final Deque<TableRows.Row> page = new ArrayDeque<>();
        private String chain = "";
        private long sequence;
        private boolean ended;

        Cursor(Pages pages) {
            this.pages = pages;
        }

        TableRows.@Nullable Row peek() {
            if (page.isEmpty() && !ended) {
                page.addAll(pages.after(chain, sequence));
                ended = page.isEmpty();
            }
            return page.peek();
        }

        TableRows.Row take() {
            TableRows.Row row = page.remove();
            chain = row.chain();
            sequence = row.sequence();
            return row;
        }
    }
}
