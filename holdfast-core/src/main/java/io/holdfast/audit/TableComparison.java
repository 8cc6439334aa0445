package io.holdfast.audit;

import io.holdfast.event.RecordFiles;
import io.holdfast.event.RecordLine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares the rows of the table: each with the one before it in its chain, and those of this node with its files, record by
 * record. A change is named once.
 */
final class TableComparison {
    private final Pages pages;
    private final RecordFiles files;
    private final List<String> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long rows;
    private long compared;
    private long waiting;
    private TableRows.@Nullable Row before;

    /** The number of the last record in the files. */
    private long end;

    /** A row was missed or changed just before, so that what comes behind it cannot fit. */
    private boolean broken;

    TableComparison(Pages pages, RecordFiles files) {
        this.pages = pages;
        this.files = files;
    }

    /** Gives the rows, in the order of chains and numbers. */
    @FunctionalInterface
    interface Pages {
        /** Some that stand behind this place; none at the end. */
        List<TableRows.Row> after(String chain, long sequence);
    }

    TableReport run() {
        String own = files.chain().map(Object::toString).orElse("");
        var walk = new Cursor();
        while (walk.peek() != null && before(walk.peek(), own)) {
            alone(walk.take());
        }
        if (!own.isEmpty()) {
            ownChain(own, walk);
        }
        while (walk.peek() != null) {
            alone(walk.take());
        }
        return new TableReport(
                TableReport.State.COMPARED, rows, compared, waiting, List.copyOf(findings), List.copyOf(notes));
    }

    private static boolean before(TableRows.@Nullable Row row, String own) {
        return row != null && !own.isEmpty() && row.chain().compareTo(own) < 0;
    }

    private void ownChain(String own, Cursor walk) {
        var settled = new Settled(line -> {
            if (line instanceof RecordLine.Chained chained && chained.isSound() && chained.sequence() > end) {
                end = chained.sequence();
                meet(own, chained, walk);
            }
        });
        files.each(settled);
        settled.finish();
        long told = 0;
        while (isOwn(walk.peek(), own)) {
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

    private static boolean isOwn(TableRows.@Nullable Row row, String own) {
        return row != null && row.chain().equals(own);
    }

    /** The record {@code line} of the files, and the rows up to its number. */
    private void meet(String own, RecordLine.Chained line, Cursor walk) {
        TableRows.Row row = walk.peek();
        while (isOwn(row, own) && row != null && row.sequence() < line.sequence()) {
            alone(walk.take());
            row = walk.peek();
        }
        if (isOwn(row, own) && row != null && row.sequence() == line.sequence()) {
            compare(walk.take(), line);
        } else if (isOwn(row, own)) {
            missing(own, line.sequence());
        } else {
            waiting++;
        }
    }

    private void missing(String own, long sequence) {
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
            follow(row, record.get());
            broken = false;
        }
        before = row;
    }

    private void follow(TableRows.Row row, RecordLine.Chained record) {
        TableRows.Row last = before;
        if (last == null || !last.chain().equals(row.chain())) {
            if (row.sequence() > 1) {
                notes.add("audit table, chain %s begins with sequence %d".formatted(row.chain(), row.sequence()));
            }
            return;
        }
        if (row.sequence() != last.sequence() + 1) {
            add("audit table, chain %s: sequence %d, removed: expected it before sequence %d; found no such row"
                    .formatted(row.chain(), last.sequence() + 1, row.sequence()));
            return;
        }
        String hash = last.record().map(RecordLine.Chained::computed).orElse("");
        if (!broken && !record.record().link().previous().equals(hash)) {
            find(last, "changed", "the hash that sequence %d names".formatted(row.sequence()));
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
    private final class Cursor {
        private final Deque<TableRows.Row> page = new ArrayDeque<>();
        private String chain = "";
        private long sequence;
        private boolean ended;

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
