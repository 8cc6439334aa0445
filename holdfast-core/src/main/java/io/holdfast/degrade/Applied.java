package io.holdfast.degrade;

import io.holdfast.database.Database;
import io.holdfast.database.OwnTables;
import io.holdfast.transaction.Transaction;
import io.holdfast.transaction.TransactionOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * The ids of writes that took effect, kept in the database in which they did: each is put there in the transaction of its
 * effect, so that there is both or neither.
 *
 * @param queue the name of the queue whose ids these are
 */
record Applied(String queue) {
    static final OwnTables TABLES = new OwnTables("queue", 1, List.of("holdfast_applied"), List.of("""
                    create table holdfast_applied (
                        id varchar(36) primary key,
                        queue varchar(36) not null,
                        made bigint not null
                    )
                    """));

    /** Does {@code work} unless it was done under this id; whether it was done here. */
    boolean once(Database database, UUID id, String operation, Effect work) {
        database.make(TABLES);
        return database.inTransaction(TransactionOptions.named(operation), transaction -> {
            if (!isNew(transaction.connection(), id)) {
                return false;
            }
            work.on(transaction);
            return true;
        });
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

    /** Removes the ids of this queue below {@code lowest}: nobody can come with one of them any more. */
    int removeBelow(Database database, long lowest) {
        database.make(TABLES);
        return database.inTransaction(TransactionOptions.named("remove-applied-ids"), transaction -> {
            try (PreparedStatement delete = transaction
                    .connection()
                    .prepareStatement("delete from holdfast_applied where queue = ? and made < ?")) {
                delete.setString(1, queue);
                delete.setLong(2, lowest);
                return delete.executeUpdate();
            }
        });
    }
}
