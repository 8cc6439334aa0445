package io.holdfast.app.library;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.log.Log;
import io.holdfast.testkit.Props;
import io.holdfast.transaction.TransactionOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** AUD-5: whatever the application's log throws, operations of every kind end as they would with a log that works. */
@Tag("fault")
class BrokenLogTest {
    private static final int STEPS = 12;

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    private final List<Logger> loggers =
            List.of(context.getLogger("io.holdfast"), context.getLogger("io.holdfast.operation"));
    private final List<@Nullable Level> before = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeEach
    void logEverythingToNobody() {
        loggers.forEach(logger -> {
            before.add(logger.getLevel());
            logger.setLevel(Level.TRACE);
            logger.setAdditive(false);
        });
    }

    @AfterEach
    void logAsBefore() {
        for (int each = 0; each < loggers.size(); each++) {
            loggers.get(each).setLevel(before.get(each));
            loggers.get(each).setAdditive(true);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void noOperationFailsAndTheResultsAreTheSame(Kind kind) throws SQLException {
        try (Database database = kind.withItems(folder, "retry.cap", "20ms", "probe.every", "50ms")) {
            long before = Log.failures();
            var cases = new AtomicInteger();

            Props.cases(5).withoutShrinking().forAll(Props.random(Random::nextLong), seed -> {
                List<String> healthy = run(database, kind, seed);
                List<String> broken;
                var sink = new BrokenSink(seed);
                context.addTurboFilter(sink);
                try {
                    broken = run(database, kind, seed);
                } finally {
                    context.getTurboFilterList().remove(sink);
                }
                assertThat(broken).isEqualTo(healthy);
                cases.incrementAndGet();
            });

            assertThat(Log.failures() - before).isGreaterThan(10L * cases.get());
        }
    }

    /** Does the same for the same seed, on a table that is empty at first; a line for the end of each operation. */
    private static List<String> run(Database database, Kind kind, long seed) {
        var random = new Random(seed);
        List<String> ends = new ArrayList<>();
        ends.add(end(() -> database.call("clear", session -> execute(session, "delete from items"))));
        for (int step = 0; step < STEPS; step++) {
            String name = "item " + random.nextInt(6);
            ends.add(end(steps(database, kind, name).get(random.nextInt(8))));
        }
        return ends;
    }

    private interface Step {
        Object does();
    }

    private static List<Step> steps(Database database, Kind kind, String name) {
        String insert = "insert into items (name) values ('" + name + "')";
        var runs = new AtomicInteger();
        return List.of(
                () -> database.call(Operation.read("count"), BrokenLogTest::count),
                () -> database.call("insert", session -> execute(session, insert)),
                () -> database.inTransaction(TransactionOptions.named("insert").inAnyThread(), transaction -> {
                    execute(transaction.connection(), insert);
                    return name;
                }),
                () -> database.call("misspell", session -> execute(session, "selekt 1")),
                () -> database.inTransaction(transaction -> {
                    execute(transaction.connection(), "delete from items");
                    throw new IllegalStateException("the work of " + name + " does not want to go on");
                }),
                () -> database.inTransaction(TransactionOptions.named("deadlock"), transaction -> {
                    execute(transaction.connection(), "delete from items where name = '" + name + "'");
                    return lucky(runs);
                }),
                () -> database.call(Operation.read("lose"), session -> {
                    if (runs.getAndIncrement() == 0) {
                        lose(session.connection(), kind);
                    }
                    return count(session);
                }),
                () -> database.inTransaction(TransactionOptions.named("lose"), transaction -> {
                    execute(transaction.connection(), "update items set content = null");
                    if (runs.getAndIncrement() == 0) {
                        lose(transaction.connection(), kind);
                    }
                    return name;
                }));
    }

    private static String end(Step step) {
        try {
            return "done: " + step.does();
        } catch (HoldfastException failure) {
            return "failed: " + failure.kind();
        } catch (IllegalStateException own) {
            return "failed: " + own.getMessage();
        }
    }

    private static int lucky(AtomicInteger runs) {
        if (runs.getAndIncrement() < 2) {
            throw Failure.of(ErrorKind.DEADLOCK, "two waited for each other").exception();
        }
        return runs.get();
    }

    /** A server ends the connection; of a file there is nothing to lose, and somebody else has locked it for a moment. */
    private static void lose(Connection connection, Kind kind) throws SQLException {
        if (kind == Kind.POSTGRESQL) {
            execute(connection, "select pg_terminate_backend(pg_backend_pid())");
        } else {
            throw Failure.of(ErrorKind.LOCKED, "somebody else has the lock").exception();
        }
    }

    private static int count(SqlSession session) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from items")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static boolean execute(SqlSession session, String sql) throws SQLException {
        return execute(session.connection(), sql);
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    /** Fails at most lines of the library, with everything that an appender may throw and a process survives. */
    private static final class BrokenSink extends TurboFilter {
        private final Random random;

        BrokenSink(long seed) {
            this.random = new Random(seed);
        }

        @Override
        public FilterReply decide(
                Marker marker, Logger logger, Level level, String format, Object[] values, Throwable thrown) {
            if (!logger.getName().startsWith("io.holdfast") || random.nextInt(4) == 0) {
                return FilterReply.NEUTRAL;
            }
            switch (random.nextInt(4)) {
                case 0 -> throw new IllegalStateException("planted: the disk of the log is full");
                case 1 -> throw new StackOverflowError("planted");
                case 2 -> throw new NoClassDefFoundError("planted");
                default -> throw new AssertionError("planted");
            }
        }
    }
}
