package io.holdfast.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.holdfast.config.Endpoint;
import io.holdfast.config.PoolConfig;
import io.holdfast.pool.Pool;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Ticker;
import io.holdfast.resilience.Time;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** BEN-1: what Holdfast's pool adds to HikariCP alone, with the same driver and the same server. */
final class PoolBench implements Bench {
    private static final String HIKARI = "HikariCP";
    private static final String OURS = "Holdfast";
    private static final String OURS_PLAIN = "Holdfast, as a DataSource";
    private static final PoolConfig SIZES = new PoolConfig(10, 2, Duration.ofSeconds(2), Duration.ofMinutes(15));
    private static final double ALLOWED_NANOS = 150;
    private static final double ALLOWED_SHARE = 0.02;

    @Override
    public String name() {
        return "pool";
    }

    @Override
    public List<Figure> measure(boolean quick, Consumer<String> notes) throws Exception {
        try (PrivateServer server = PrivateServer.start()) {
            Endpoint endpoint = server.database("bench");
            notes.accept("pool: PostgreSQL %s on loopback, 10 connections, one thread; medians of interleaved rounds"
                    .formatted(server.version()));
            try (Pool pool = Pool.open(server.engine(), endpoint, SIZES, Time.real());
                    HikariDataSource hikari = hikari(endpoint)) {
                return measure(pool, hikari, quick);
            }
        }
    }

    private static List<Figure> measure(Pool pool, DataSource hikari, boolean quick) throws Exception {
        Rounds.Medians borrow = new Rounds()
                .contestant(HIKARI, times -> borrowFrom(hikari, times))
                .contestant(OURS, times -> borrowFrom(pool, times))
                .contestant(OURS_PLAIN, times -> borrowFrom(pool.dataSource(), times))
                .run(quick ? 5 : 15, quick ? 11 : 61, quick ? 50_000 : 200_000);
        Rounds.Medians select = new Rounds()
                .contestant(HIKARI, times -> selectFrom(hikari, times))
                .contestant(OURS, times -> selectFrom(pool, times))
                .contestant(OURS_PLAIN, times -> selectFrom(pool.dataSource(), times))
                .run(quick ? 3 : 15, quick ? 11 : 101, quick ? 500 : 1_000);
        return List.of(
                borrowed("pool.borrow", borrow, OURS),
                borrowed("pool.borrow-data-source", borrow, OURS_PLAIN),
                selected("pool.select-1", select, OURS),
                selected("pool.select-1-data-source", select, OURS_PLAIN));
    }

    private static Figure borrowed(String id, Rounds.Medians nanos, String ours) {
        boolean met = nanos.of(ours) <= nanos.of(HIKARI) + ALLOWED_NANOS;
        return new Figure(id, "ns", nanos.of(ours), Map.of(HIKARI, nanos.of(HIKARI)), "at most 150 ns more", met);
    }

    private static Figure selected(String id, Rounds.Medians nanos, String ours) {
        double mine = nanos.of(ours) / 1_000;
        double theirs = nanos.of(HIKARI) / 1_000;
        return new Figure(
                id, "µs", mine, Map.of(HIKARI, theirs), "at most 2 % more", mine <= theirs * (1 + ALLOWED_SHARE));
    }

    private static HikariDataSource hikari(Endpoint endpoint) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://%s:%d/%s"
                .formatted(
                        endpoint.url().host(),
                        endpoint.url().port(),
                        endpoint.url().path()));
        endpoint.credentials().ifPresent(credentials -> {
            config.setUsername(credentials.user());
            config.setPassword(credentials.password().reveal());
        });
        config.setMaximumPoolSize(SIZES.size());
        config.setMinimumIdle(SIZES.minIdle());
        return new HikariDataSource(config);
    }

    private static void borrowFrom(DataSource source, int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            source.getConnection().close();
        }
    }

    private static void borrowFrom(Pool pool, int times) {
        for (int i = 0; i < times; i++) {
            pool.borrow(deadline()).close();
        }
    }

    private static void selectFrom(DataSource source, int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            try (Connection connection = source.getConnection()) {
                selectOne(connection);
            }
        }
    }

    private static void selectFrom(Pool pool, int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            try (var session = pool.borrow(deadline())) {
                selectOne(session.connection());
            }
        }
    }

    private static void selectOne(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select 1");
                ResultSet row = statement.executeQuery()) {
            row.next();
        }
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(2), Ticker.system());
    }
}
