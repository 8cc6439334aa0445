package io.holdfast.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.holdfast.config.ConfigLoader;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.database.Database;
import io.holdfast.event.Events;
import io.holdfast.resilience.Time;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** BEN-1: what Holdfast's pool adds to HikariCP alone, with the same driver and the same server. */
final class PoolBench implements Bench {
    private static final String HIKARI = "HikariCP";
    private static final String OURS = "Holdfast, a call";
    private static final String OURS_PLAIN = "Holdfast, as a DataSource";
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
            try (Database database = Database.open(declared(endpoint), server.engine(), Time.real(), new Events());
                    HikariDataSource hikari = hikari(endpoint)) {
                return measure(database, hikari, quick);
            }
        }
    }

    /** The usual settings, at {@code endpoint}. */
    private static DatabaseConfig declared(Endpoint endpoint) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("databases.bench.url", endpoint.url().toString());
        endpoint.credentials().ifPresent(credentials -> {
            settings.put("databases.bench.user", credentials.user());
            settings.put("databases.bench.password", credentials.password().reveal());
        });
        HoldfastConfig config =
                ConfigLoader.withoutFile(Path.of("")).withFlags(settings).load().config();
        return config.databases().values().iterator().next();
    }

    private static List<Figure> measure(Database database, DataSource hikari, boolean quick) throws Exception {
        Rounds.Medians borrow = new Rounds()
                .contestant(HIKARI, times -> borrowFrom(hikari, times))
                .contestant(OURS, times -> borrowFrom(database, times))
                .contestant(OURS_PLAIN, times -> borrowFrom(database.dataSource(), times))
                .run(quick ? 5 : 15, quick ? 11 : 61, quick ? 50_000 : 200_000);
        Rounds.Medians select = new Rounds()
                .contestant(HIKARI, times -> selectFrom(hikari, times))
                .contestant(OURS, times -> selectFrom(database, times))
                .contestant(OURS_PLAIN, times -> selectFrom(database.dataSource(), times))
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
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(2);
        return new HikariDataSource(config);
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
