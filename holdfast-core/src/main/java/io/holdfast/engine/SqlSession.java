package io.holdfast.engine;

import java.sql.Connection;
import java.sql.SQLFeatureNotSupportedException;

/** A session that speaks SQL. */
public interface SqlSession extends Session {

    /** The driver's connection. It belongs to the session: whoever uses it does not close it. */
    Connection connection();

    /**
     * Has the database stop what it is doing for this session: the statement that runs there fails, as cancelled. Meant
     * for another thread than the one at work; does nothing where nothing runs.
     *
     * @throws Exception whatever the driver throws
     */
    void cancel() throws Exception;

    @Override
    default void abort() throws Exception {
        try {
            connection().abort(Runnable::run);
        } catch (SQLFeatureNotSupportedException local) {
            // without a network there is nothing to hang on: closing is enough
        }
        close();
    }
}
