package io.holdfast.pool.lending;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Roles.Role;
import io.holdfast.engine.Session;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.Failure;
import io.holdfast.event.Event;
import io.holdfast.resilience.Time;
import java.time.Duration;

/** What a pool asks of the server it belongs to. */
public interface PoolHost {

    Engine engine();

    DatabaseConfig config();

    Time time();

    /** What to call the server in a sentence, such as {@code app}. */
    String label();

    /**
     * Opens a connection to the server.
     *
     * @param timeout longest wait for its answer
     * @throws Exception whatever stands in the way
     */
    Opened open(Duration timeout) throws Exception;

    /**
     * A new connection.
     *
     * @param login the number of the credentials with which it was opened; they grow with each change
     */
    record Opened(Session session, long login) {

        /** The session of an engine that speaks SQL. */
        SqlSession sql() {
            return (SqlSession) session;
        }
    }

    /**
     * Where the server is, for whom worked last.
     *
     * @throws Exception whatever stands in the way of starting an embedded one
     */
    Endpoint endpoint() throws Exception;

    /** Counts what happens. */
    Tally tally();

    /** Is told of every failure of a connection, and of every one that could not be opened. */
    void failed(Failure failure);

    /** Is told of a deadlock of which the server says who took part. */
    void deadlocked(Event.Deadlocked deadlock);

    /** What the server was when it was last looked at. */
    Role role();

    /** Whether the database has gone on elsewhere since the server was {@code before}, or was closed. */
    boolean isSuperseded(Role before);
}
