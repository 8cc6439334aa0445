package io.holdfast.transaction;

import java.sql.Connection;

/** What a transaction sees of others that run at the same time. */
public enum Isolation {
    /** What the database does where nothing is said: PostgreSQL reads what is committed, SQLite is serializable. */
    USUAL(Connection.TRANSACTION_NONE),
    /** Each statement sees what was committed before it began. */
    READ_COMMITTED(Connection.TRANSACTION_READ_COMMITTED),
    /** Every statement sees what was committed before the first one began. */
    REPEATABLE_READ(Connection.TRANSACTION_REPEATABLE_READ),
    /** As if transactions ran one after the other; those for which no order can be found run again. */
    SERIALIZABLE(Connection.TRANSACTION_SERIALIZABLE);

    private final int level;

    Isolation(int level) {
        this.level = level;
    }

    /** The constant of {@link Connection}. */
    int level() {
        return level;
    }
}
