package io.holdfast.audit;

import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.disk.Disk;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.RecordFiles;
import io.holdfast.event.Recorder;
import io.holdfast.transaction.TransactionOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The audit table: a copy of the records of all nodes in the control database. The files of a node stay the truth; what is
 * in them and not in the table is replayed, in order and once.
 *
 * <p>Safe for use by many threads, and by many processes at the same time.
 */
public final class AuditTable {
    /** So many records more or less do not make a transaction long. */
    private static final int FEW = 100;

    private static final TransactionOptions REPLAY = TransactionOptions.named("audit-replay");

    private static final int PAGE = 1_000;

    private final Database database;
    private final RecordFiles files;
    private final ChainTail tail;
    private final Replay replay;
    private final Consumer<ReplayStep> steps;
    private volatile long through;
    private volatile ChainTail.@Nullable Mark copied;
    private volatile @Nullable HoldfastException failure;

    /**
     * The one in {@code database}, for the records in {@code folder}.
     *
     * @param steps is told of each step of a replay
     */
    public AuditTable(Database database, Disk disk, Path folder, Consumer<ReplayStep> steps) {
        this.database = database;
        this.files = new RecordFiles(disk, folder);
        this.tail = new ChainTail(files);
        this.replay = new Replay(files, steps);
        this.steps = steps;
    }

    /**
     * Makes the table where it is missing.
     *
     * @throws HoldfastException if it cannot be made now
     */
    public void make() {
        database.make(TableRows.TABLES);
    }

    /**
     * Copies to the table what is in the files and not in it.
     *
     * @param recorder of the same folder
     * @throws HoldfastException if that cannot be done now, or the table holds something else than the files; what was
     *     copied stays, and nothing is lost
     */
    public void replay(Recorder recorder) {
        Optional<ChainTail.Mark> mark = tail.mark();
        if (mark.isEmpty() || mark.get().equals(copied)) {
            return;
        }
        try {
            make();
            String chain = recorder.chain().toString();
            Replay.Next next = Replay.Next.READ;
            while (next == Replay.Next.READ) {
                next = copied(chain, read(chain));
            }
            copied = mark.get();
            failure = null;
        } catch (HoldfastException failed) {
            failure = failed;
            throw failed;
        }
    }

    /**
     * Copies what has gathered if that is so much that {@link #copy} would take long; the table has to be there.
     *
     * @param recorder of the same folder
     * @throws HoldfastException as {@link #replay} does
     */
    public void catchUp(Recorder recorder) {
        if (read(recorder.chain().toString()).fresh() > FEW) {
            replay(recorder);
        }
    }

    private Replay.Read read(String chain) {
        return replay.read(database.call(
                Operation.idempotent("audit-position"), session -> Replay.position(session.connection(), chain)));
    }

    /** Copies what was read, in short transactions, and tells what is to be done then. */
    private Replay.Next copied(String chain, Replay.Read read) {
        Replay.Progress progress;
        do {
            progress =
                    database.inTransaction(REPLAY, transaction -> replay.copy(transaction.connection(), chain, read));
            steps.accept(ReplayStep.ROWS_COMMITTED);
            through = progress.through();
        } while (progress.next() == Replay.Next.COPY);
        return progress.next();
    }

    /**
     * Copies to the table what is missing, in the transaction that is open on {@code connection}; the table has to be there.
     *
     * @param recorder of the same folder
     * @throws SQLException if the database failed
     */
    public void copy(Connection connection, Recorder recorder) throws SQLException {
        String chain = recorder.chain().toString();
        Replay.Next next = Replay.Next.READ;
        while (next != Replay.Next.NOTHING) {
            Replay.Read read = replay.read(Replay.position(connection, chain));
            next = replay.copy(connection, chain, read).next();
        }
    }

    /**
     * How many records of this node are not in the table, as far as is known.
     *
     * @throws HoldfastException if the files cannot be read
     */
    public long waiting() {
        Optional<ChainTail.Mark> mark = tail.mark();
        if (mark.isPresent() && mark.get().equals(copied)) {
            return 0;
        }
        return Math.max(0, tail.end() - through);
    }

    /** Why the last replay failed; empty if it did not. */
    public Optional<HoldfastException> failure() {
        return Optional.ofNullable(failure);
    }

    /** The name of the database that it is in. */
    public String database() {
        return database.name();
    }

    /**
     * Looks for actions of all nodes: those of each in the order in which they ended, as its files have it, and of two nodes the
     * earlier one first; those that have not ended come last.
     *
     * @param node the beginning of the id of a chain; empty for all of them
     * @return whether there is a table
     * @throws HoldfastException if it cannot be read
     */
    public boolean search(AuditFilter filter, String node, Consumer<AuditAction> found) {
        boolean there = isThere();
        if (there) {
            new TableSearch(database, filter, node).run(found);
        }
        return there;
    }

    /**
     * Compares the table with the files of this node, and follows the chains of the other nodes.
     *
     * @throws HoldfastException if it cannot be read
     */
    public TableReport verify() {
        if (!isThere()) {
            return TableReport.NO_TABLE;
        }
        String own = files.chain().map(Object::toString).orElse("none");
        return new TableComparison(
                        own,
                        files,
                        (chain, sequence) -> page(rows -> rows.ofChain(own, sequence, PAGE)),
                        (chain, sequence) -> page(rows -> rows.ofOthers(own, chain, sequence, PAGE)))
                .run();
    }

    private boolean isThere() {
        return database.call(Operation.read("audit-table"), session -> new TableRows(session.connection()).exist());
    }

    private List<TableRows.Row> page(Page page) {
        return database.call(Operation.read("audit-verify"), session -> page.of(new TableRows(session.connection())));
    }

    private interface Page {
        List<TableRows.Row> of(TableRows rows) throws SQLException;
    }
}
