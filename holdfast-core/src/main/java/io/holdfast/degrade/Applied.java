package io.holdfast.degrade;

import io.holdfast.database.Database;
import io.holdfast.database.OwnTables;
import io.holdfast.degrade.queue.IdRange;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.log.Log;
import io.holdfast.transaction.Transaction;
import io.holdfast.transaction.TransactionOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The ids of writes that took effect, kept in the database in which they did: each is put there in the transaction of its
 * effect, so that there is both or neither.
 *
 * @param queue the name of the queue whose ids these are
 */
record Applied(String queue) {
    private static final Log log = Log.of(Applied.class);
    static final OwnTables TABLES = new OwnTables("queue", 1, List.of("holdfast_applied"), List.of("""
                    create table holdfast_applied (
                        id varchar(36) primary key,
                        queue varchar(36) not null,
                        made bigint not null
                    );
                    create index holdfast_applied_made on holdfast_applied (queue, made);
                    """));

    /**
     * Does {@code work} unless it was done under this id; whether it was done here.
     *
     * @throws Unusable if the id could not be put there, whatever the work
     */
    boolean once(Database database, UUID id, String operation, Effect work) {
        try {
            return attempt(database, id, operation, work);
        } catch (Unusable unusable) {
            if (!unusable.isTableGone()) {
                throw unusable;
            }
            database.forget(TABLES); // as after a restore
            return again(database, id, operation, work);
        }
    }

    /**
     * Where the history went back with the table, the effects did, and the table was made again. Where the table alone is
     * gone, it is not: nobody knows any more what was done.
     */
    private boolean again(Database database, UUID id, String operation, Effect work) {
        try {
            return attempt(database, id, operation, work);
        } catch (Unusable unusable) {
            throw unusable.isTableGone()
                    ? new Unusable(removed(database, operation, unusable.reason()), true)
                    : unusable;
        }
    }

    private static HoldfastException removed(Database database, String operation, HoldfastException reason) {
        String make = TABLES.scripts().get(0).strip().replaceAll("\\s+", " ");
        return Failure.of(
                        ErrorKind.NOT_FOUND,
                        ("the table holdfast_applied of the database %s was removed after it was made, and with it the ids of"
                                        + " the writes that took effect; what is tried again could take effect twice")
                                .formatted(database.name()))
                .withHint(
                        "bring the table back from a backup; if there is none, find and drop the queued entries that took"
                                + " effect (holdfast queue show, holdfast queue drop ID), then make it: " + make)
                .during(operation, database.name())
                .causedBy(reason);
    }

    /** Whether something took effect under this id; one that is not decided yet is waited for. Changes nothing. */
    boolean holds(Database database, UUID id, String operation) {
        try {
            return !once(database, id, operation, transaction -> {
                throw new NotThere();
            });
        } catch (NotThere nothing) {
            return false;
        }
    }

    private static final class NotThere extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private boolean attempt(Database database, UUID id, String operation, Effect work) {
        var begun = new AtomicBoolean();
        var atOurs = new AtomicBoolean(true);
        var committed = new AtomicBoolean();
        try {
            database.make(TABLES);
            return database.inTransaction(TransactionOptions.named(operation), transaction -> {
                begun.set(true);
                atOurs.set(true);
                transaction.onCommit(() -> committed.set(true)); // the first, so nothing that fails stands before it
                boolean fresh = isNew(transaction.connection(), id);
                atOurs.set(false);
                if (fresh) {
                    work.on(transaction);
                }
                return fresh;
            });
        } catch (RuntimeException | LinkageError | AssertionError failure) {
            if (committed.get()) {
                log.error("{} was done, but not what was to follow its commit", operation, failure);
                return true;
            }
            if (atOurs.get() && failure instanceof HoldfastException ours) {
                throw new Unusable(ours, begun.get());
            }
            throw failure;
        }
    }

    /** The table of ids cannot be used: no entry is to blame for that. */
    static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final HoldfastException reason;
        private final boolean begun;

        Unusable(HoldfastException reason, boolean begun) {
            super(reason.getMessage(), reason);
            this.reason = reason;
            this.begun = begun;
        }

        private boolean isTableGone() {
            return begun && reason.kind() == ErrorKind.NOT_FOUND;
        }

        /** Whether the database itself is not there: no transaction began, and there is nothing to begin one in. */
        boolean isDatabaseGone() {
            return !begun && reason.kind() == ErrorKind.NOT_FOUND;
        }

        HoldfastException reason() {
            return reason;
        }
    }

    /** What takes effect. */
    @FunctionalInterface
    interface Effect {
        void on(Transaction transaction) throws Exception;
    }

    /** A transaction that has put the same id there, and is not decided yet, is waited for. */
    private boolean isNew(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into holdfast_applied (id, queue, made) values (?, ?, ?) on conflict do nothing")) {
            insert.setString(1, id.toString());
            insert.setString(2, queue);
            insert.setLong(3, id.getMostSignificantBits());
            return insert.executeUpdate() == 1;
        }
    }

    /** Removes the ids of this queue in {@code ranges}: nobody can come with one of them any more. */
    void remove(Database database, List<IdRange> ranges) {
        database.make(TABLES);
        database.inTransaction(TransactionOptions.named("remove-applied-ids"), transaction -> {
            try (PreparedStatement delete = transaction
                    .connection()
                    .prepareStatement("delete from holdfast_applied where queue = ? and made >= ? and made < ?")) {
                for (IdRange range : ranges) {
                    delete.setString(1, queue);
                    delete.setLong(2, range.from());
                    delete.setLong(3, range.below());
                    delete.addBatch();
                }
                return delete.executeBatch().length;
            }
        });
    }
}
