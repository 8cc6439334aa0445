package io.holdfast.benchmarks.connection;

import com.zaxxer.hikari.HikariDataSource;
import io.holdfast.benchmarks.measure.Declared;
import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.PrivateServer;
import io.holdfast.benchmarks.measure.Rounds;
import io.holdfast.benchmarks.measure.Run;
import io.holdfast.benchmarks.measure.Samples;
import io.holdfast.config.Endpoint;
import io.holdfast.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/**
 * What a call through Holdfast costs while nothing is wrong, beside HikariCP alone with the same driver and server.
 *
 * <p>A borrow waits for nobody, so the processor's time for it is measured: nanoseconds would drown in whatever else the
 * machine does. A query waits for the server; there the time that passes counts, for eight threads at once: two processes
 * that take turns on a machine at rest are four times as fast on one processor as on two, and where they run is chance. The
 * rounds are short and many, so that most of them are not interrupted.
 */
final class Overhead {
    private static final String HIKARI = "HikariCP";
    private static final String TUNED = "HikariCP tuned";
    private static final String CALL = "a call";
    private static final String DATA_SOURCE = "a plain data source";
    private static final double ALLOWED_NANOS = 150;
    private static final double ALLOWED_SHARE = 0.02;
    private static final double MICRO = 1_000;

    private static final int THREADS = 8;

    private final Run run;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    Overhead(Run run) {
        this.run = run;
    }

    List<Figure> figures() throws Exception {
        run.tell("connection: borrow and select-1");
        try (PrivateServer server = PrivateServer.start()) {
            Endpoint endpoint = server.database("bench");
            run.note(("borrow, select-1: PostgreSQL %s on loopback, 10 connections; medians of interleaved rounds, of"
                            + " borrow with one thread and its processor time, of select-1 with 8 threads at once")
                    .formatted(server.version()));
            try (Database database = Declared.open(endpoint);
                    var hikari = new HikariDataSource(Peers.asItComes(JdbcAddress.of(endpoint)));
                    var tuned = new HikariDataSource(Peers.tuned(JdbcAddress.of(endpoint)))) {
                return figures(database, hikari, tuned);
            } finally {
                threads.shutdown();
            }
        }
    }

    private List<Figure> figures(Database database, DataSource hikari, DataSource tuned) throws Exception {
        Samples borrow = Rounds.ofProcessorTime()
                .contestant(HIKARI, times -> borrowFrom(hikari, times))
                .contestant(CALL, times -> borrowFrom(database, times))
                .contestant(DATA_SOURCE, times -> borrowFrom(database.dataSource(), times))
                .run(run.times(100, 50), run.times(601, 101), 20_000);
        Samples select = Rounds.ofTime()
                .contestant(HIKARI, times -> atOnce(times, each -> selectFrom(hikari, each)))
                .contestant(TUNED, times -> atOnce(times, each -> selectFrom(tuned, each)))
                .contestant(CALL, times -> atOnce(times, each -> selectFrom(database, each)))
                .contestant(DATA_SOURCE, times -> atOnce(times, each -> selectFrom(database.dataSource(), each)))
                .run(run.times(200, 50), run.times(1_001, 201), THREADS * 50);
        return List.of(
                borrowed("connection.borrow", borrow, CALL),
                borrowed("connection.borrow-data-source", borrow, DATA_SOURCE),
                selected("connection.select-1", select, CALL),
                selected("connection.select-1-data-source", select, DATA_SOURCE));
    }

    /** Shares {@code times} among the threads, and waits for them all. */
    private void atOnce(int times, Rounds.Contestant work) throws Exception {
        List<Callable<Object>> shares = Collections.nCopies(THREADS, () -> {
            work.run(times / THREADS);
            return work;
        });
        for (Future<Object> share : threads.invokeAll(shares)) {
            share.get();
        }
    }

    private static Figure borrowed(String id, Samples nanos, String ours) {
        double mine = nanos.median(ours);
        double theirs = nanos.median(HIKARI);
        return new Figure(
                id, "ns", mine, Map.of(HIKARI, theirs), "at most 150 ns more", mine <= theirs + ALLOWED_NANOS);
    }

    private static Figure selected(String id, Samples nanos, String ours) {
        double mine = nanos.median(ours) / MICRO;
        Map<String, Double> theirs = new LinkedHashMap<>();
        theirs.put(HIKARI, nanos.median(HIKARI) / MICRO);
        theirs.put(TUNED, nanos.median(TUNED) / MICRO);
        return new Figure(id, "µs", mine, theirs, "at most 2 % more", mine <= theirs.get(HIKARI) * (1 + ALLOWED_SHARE));
    }

    private static void borrowFrom(DataSource source, int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            source.getConnection().close();
        }
    }

    private static void borrowFrom(Database database, int times) {
        for (int i = 0; i < times; i++) {
            database.call("nothing", session -> session);
        }
    }

    private static void selectFrom(DataSource source, int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            try (Connection connection = source.getConnection()) {
                selectOne(connection);
            }
        }
    }

    private static void selectFrom(Database database, int times) {
        for (int i = 0; i < times; i++) {
            database.call("select-1", session -> selectOne(session.connection()));
        }
    }

    private static int selectOne(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select 1");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }
}
