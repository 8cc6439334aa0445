package io.holdfast.audit;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.RecordFiles;
import io.holdfast.event.RecordLine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Copies records from the files to the table, in their order. Where to go on is read from the table in the transaction that
 * writes to it, and a record has one place there, so that it does not matter how many do this, and where one of them died.
 */
final class Replay {
    /** In one transaction. */
    private static final int MOST = 1_000;

    /** At once: the files are read from the beginning of one each time. */
    private static final int MOST_READ = 10_000;

    private final RecordFiles files;
    private final ChainTail tail;
    private final Consumer<ReplayStep> steps;

    Replay(RecordFiles files, Consumer<ReplayStep> steps) {
        this.files = files;
        this.tail = new ChainTail(files);
        this.steps = steps;
    }

    /** What is to be done after a copy. */
    enum Next {
        /** Copy more of what was read. */
        COPY,
        /** Read again: the table is not where it was, or the files hold more. */
        READ,
        /** Nothing: the files hold no later record. */
        NOTHING
    }

    /**
     * How far the copy is.
     *
     * @param through the number of the last record in the table
     * @param next what is to be done
     */
    record Progress(long through, Next next) {}

    /**
     * Records as the files hold them, durable.
     *
     * @param position the last number in the table when they were read; 0 if there was none
     * @param found the record of that number, if it is there, and those behind it
     */
    record Read(long position, List<RecordLine.Chained> found) {
        /** How many records follow the position. */
        long fresh() {
            return found.stream().filter(line -> line.sequence() > position).count();
        }

        /** What takes part where the table ends with {@code last}. */
        private List<RecordLine.Chained> from(long last) {
            return found.stream().filter(line -> line.sequence() >= last).toList();
        }
    }

    /** The number of the last record in the table; 0 if there is none. */
    static long position(Connection connection, String chain) throws SQLException {
        return new TableRows(connection)
                .last(chain)
                .map(TableRows.Row::sequence)
                .orElse(0L);
    }

    /** Reads what follows {@code position}, up to a limit: it takes longer than copying, and needs no transaction. */
    Read read(long position) {
        List<RecordLine.Chained> found = tail.from(Math.max(1, position), MOST_READ);
        force(found);
        return new Read(position, found);
    }

    /**
     * What was read is to be durable before the table has it: else a power cut could leave it there alone. Whoever wrote it
     * may not have forced it yet.
     */
    private void force(List<RecordLine.Chained> found) {
        found.stream().map(line -> line.place().file()).distinct().forEach(files::force);
        steps.accept(ReplayStep.FILE_FORCED);
    }

    /**
     * Copies what is missing of {@code read}, up to a limit, in the transaction that is open on {@code connection}.
     *
     * @throws HoldfastException of kind VERIFICATION if the table holds something else than the files
     */
    Progress copy(Connection connection, String chain, Read read) throws SQLException {
        var rows = new TableRows(connection);
        Optional<TableRows.Row> last = rows.last(chain);
        long position = last.map(TableRows.Row::sequence).orElse(0L);
        List<RecordLine.Chained> found = read.from(position);
        if (position < read.position() || (found.isEmpty() && !read.found().isEmpty())) {
            return new Progress(position, Next.READ);
        }
        if (last.isPresent()) {
            check(rows, last.get(), found);
        }
        List<RecordLine.Chained> all =
                found.stream().filter(line -> line.sequence() > position).toList();
        List<RecordLine.Chained> fresh = all.subList(0, Math.min(MOST, all.size()));
        for (RecordLine.Chained taken : rows.insert(chain, fresh)) {
            refuseOther(rows, chain, taken);
        }
        steps.accept(ReplayStep.ROWS_WRITTEN);
        long through = fresh.isEmpty() ? position : fresh.get(fresh.size() - 1).sequence();
        Next rest = read.found().size() < MOST_READ ? Next.NOTHING : Next.READ;
        return new Progress(through, fresh.size() < all.size() ? Next.COPY : rest);
    }

    /** The last row is what the files say, or a record whose writing had failed, which the next one replaces. */
    private void check(TableRows rows, TableRows.Row last, List<RecordLine.Chained> found) throws SQLException {
        if (found.isEmpty()) {
            if (tail.end() < last.sequence()) {
                throw shorter(last.sequence());
            }
            return;
        }
        RecordLine.Chained here = found.get(0);
        if (here.sequence() != last.sequence() || here.json().equals(last.line())) {
            return;
        }
        if (!tail.everHeld(last.sequence(), last.line())) {
            throw other(last.sequence());
        }
        rows.replace(last.chain(), here);
    }

    private static void refuseOther(TableRows rows, String chain, RecordLine.Chained taken) throws SQLException {
        Optional<TableRows.Row> there = rows.at(chain, taken.sequence());
        if (there.filter(row -> row.line().equals(taken.json())).isEmpty()) {
            throw other(taken.sequence());
        }
    }

    private static HoldfastException shorter(long sequence) {
        return different("the audit table holds records up to sequence %d, and the files of this node end before"
                .formatted(sequence));
    }

    private static HoldfastException other(long sequence) {
        return different(
                "the audit table holds another record as sequence %d than the files of this node".formatted(sequence));
    }

    private static HoldfastException different(String sentence) {
        return Failure.of(ErrorKind.VERIFICATION, sentence)
                .withHint("holdfast audit verify names every difference; a folder that was copied, or brought back from"
                        + " a backup, needs a record folder of its own")
                .exception();
    }
}
