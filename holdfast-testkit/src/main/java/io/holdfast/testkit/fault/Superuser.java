package io.holdfast.testkit.fault;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engine;
import io.holdfast.engine.SqlSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Who may do everything in a server, with a new session for every call.
 *
 * @param engine what the server is
 * @param endpoint one of its databases
 */
record Superuser(Engine engine, Endpoint endpoint) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Something that is done with a session. */
    @FunctionalInterface
    private interface Work<T> {
        T in(Statement statement) throws Exception;
    }

    /** Runs {@code statements}, one after the other. */
    void execute(String... statements) {
        work(statement -> {
            for (String each : statements) {
                statement.execute(each);
            }
            return true;
        });
    }

    /** The first value that {@code query} gives; empty for null and no row. */
    String ask(String query) {
        return work(statement -> first(statement, query));
    }

    /**
     * Makes a change, runs the statement that belongs to it, lets the server read its configuration again, and waits
     * until it has. The postmaster reads before it tells its children, and accepts nobody meanwhile: when this session
     * has heard of it, every later one lives under the new configuration.
     */
    void reload(Supplier<String> change) {
        work(statement -> {
            String before = loaded(statement);
            statement.execute(change.get());
            statement.execute("select pg_reload_conf()");
            Eventually.holds(
                    "the configuration is read again", () -> !loaded(statement).equals(before));
            return true;
        });
    }

    private static String loaded(Statement statement) throws SQLException {
        return first(statement, "select pg_conf_load_time()");
    }

    private static String first(Statement statement, String query) throws SQLException {
        try (ResultSet answer = statement.executeQuery(query)) {
            return answer.next() ? Objects.requireNonNullElse(answer.getString(1), "") : "";
        }
    }

    private <T> T work(Work<T> work) {
        try (var session = (SqlSession) engine.open(endpoint, PATIENCE);
                Statement statement = session.connection().createStatement()) {
            return work.in(statement);
        } catch (Exception failure) {
            throw new AssertionError("it did not work in " + endpoint.url(), failure);
        }
    }
}
