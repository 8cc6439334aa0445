package io.holdfast.app.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.app.library.Program.Effects;
import io.holdfast.app.library.Program.Trouble;
import io.holdfast.app.library.ProgramRun.Ending;
import io.holdfast.app.library.ProgramRun.Outcome;
import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.testkit.CallerThreads;
import io.holdfast.testkit.Props;
import io.holdfast.transaction.Transaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * TX-1, TX-3, TX-4, R6, R7: random programs of nested transactions, run by several threads at once on tables that they
 * share, with failures of the database and of the work, caught or not, and with cancellations, interrupts, deadlines and
 * lost sessions, leave exactly the rows that a model says, and do exactly what was put off until the commit.
 */
final class TransactionProgramsTest {
    private static final int FEW = 25;
    private static final int MANY = 250;
    private static final int POOL = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_THREADS = 4;
    private static final int MOST_PROGRAMS = 3;

    @TempDir
    private Path folder;

    private final ExecutorService threads = CallerThreads.open();
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private int round;

    /**
     * What several threads do at once.
     *
     * @param threads the programs of each, one after the other
     */
    private record Round(List<List<Program>> threads) {

        static Round any(Random random) {
            List<List<Program>> threads = new ArrayList<>();
            int wide = 1 + random.nextInt(MOST_THREADS);
            for (int thread = 0; thread < wide; thread++) {
                List<Program> programs = new ArrayList<>();
                int length = 1 + random.nextInt(MOST_PROGRAMS);
                for (int program = 0; program < length; program++) {
                    programs.add(Program.any(random));
                }
                threads.add(programs);
            }
            return new Round(threads);
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void everyProgramLeavesWhatTheModelSays(Kind kind) throws SQLException {
        check(kind, FEW);
    }

    @Tag("transactions")
    @ParameterizedTest
    @EnumSource
    void manyProgramsLeaveWhatTheModelSays(Kind kind) throws SQLException {
        check(kind, MANY);
    }

    private void check(Kind kind, int rounds) throws SQLException {
        try (Database database = open(kind)) {
            Props.cases(rounds).withoutShrinking().forAll(Props.random(Round::any), all -> {
                write(database, "delete from items where name <> 'taken'");
                write(database, "update counters set n = 0");
                List<Ending> endings = run(database, all);
                endings.forEach(ending -> assertAsTheModelSays(ending, kind));
                assertOnlyThatIsThere(database, endings);
            });
            await().atMost(PATIENCE).untilAsserted(() -> assertHealthy(database));
        }
        assertThat(outcomes.keySet()).as("both happened").contains(Outcome.COMMITTED, Outcome.FAILED);
    }

    /** Deadlocks are found soon, and programs are repeated soon, so that many can be run. */
    private Database open(Kind kind) throws SQLException {
        String beginning = kind == Kind.POSTGRESQL ? "set deadlock_timeout = '10ms'" : "select 1";
        Database database = kind.withItems(
                folder,
                "pool.size",
                "" + POOL,
                "pool.acquire-timeout",
                "30s",
                "pool.init-sql",
                beginning,
                "retry.attempts",
                "1000",
                "retry.cap",
                "20ms");
        write(database, "insert into items (name) values ('taken')");
        write(database, "create table counters (id integer primary key, n integer not null)");
        write(database, "insert into counters values (0, 0), (1, 0), (2, 0)");
        write(database, "create table parents (id integer primary key)");
        write(database, "create table children (parent integer references parents (id) deferrable initially deferred)");
        return database;
    }

    private List<Ending> run(Database database, Round all) {
        round++;
        List<Future<List<Ending>>> callers = new ArrayList<>();
        for (int thread = 0; thread < all.threads().size(); thread++) {
            List<Program> programs = all.threads().get(thread);
            String caller = "round %d thread %d".formatted(round, thread);
            callers.add(threads.submit(() -> {
                List<Ending> endings = new ArrayList<>();
                for (Program program : programs) {
                    String name = "%s program %d".formatted(caller, endings.size());
                    endings.add(new ProgramRun(database, name, program).run());
                }
                return endings;
            }));
        }
        return callers.stream().flatMap(caller -> ended(caller).stream()).toList();
    }

    private static List<Ending> ended(Future<List<Ending>> caller) {
        try {
            return caller.get(2, TimeUnit.MINUTES);
        } catch (Exception failure) {
            throw new AssertionError("a thread did not end its programs: " + failure.getMessage(), failure);
        }
    }

    private void assertAsTheModelSays(Ending ending, Kind kind) {
        outcomes.merge(ending.outcome(), 1, Integer::sum);
        Program program = ending.program();
        Optional<Effects> model = program.model(ending.name(), kind == Kind.SQLITE);
        if (program.trouble() == Trouble.NONE) {
            assertThat(ending.outcome())
                    .as("the outcome of %s", ending)
                    .isEqualTo(model.isPresent() ? Outcome.COMMITTED : Outcome.FAILED);
            model.ifPresent(all -> assertThat(ending.effects().rows())
                    .as("what was done by %s", ending)
                    .isEqualTo(all.rows()));
        } else if (model.isPresent()) {
            assertThat(ending.failure()
                            .map(HoldfastException::kind)
                            .filter(why -> !kinds(program.trouble()).contains(why)))
                    .as("why it failed: %s", ending)
                    .isEmpty();
        }
        assertThat(ending.told())
                .as("what was put off by %s", ending)
                .isEqualTo(
                        ending.outcome() == Outcome.COMMITTED ? ending.effects().rows() : List.of());
    }

    /** What may be said to one whose program would have been committed without the trouble. */
    private static Set<ErrorKind> kinds(Trouble trouble) {
        return switch (trouble) {
            case CANCEL, INTERRUPT -> EnumSet.of(ErrorKind.CANCELLED);
            case DEADLINE ->
                EnumSet.of(
                        ErrorKind.TIMEOUT,
                        ErrorKind.POOL_EXHAUSTED,
                        ErrorKind.DEADLOCK,
                        ErrorKind.SERIALIZATION,
                        ErrorKind.LOCKED,
                        ErrorKind.CONNECTION,
                        ErrorKind.OUTCOME_UNKNOWN);
            case LOST_SESSION -> EnumSet.of(ErrorKind.CONNECTION, ErrorKind.OUTCOME_UNKNOWN);
            case NONE -> EnumSet.noneOf(ErrorKind.class);
        };
    }

    private static void assertOnlyThatIsThere(Database database, List<Ending> endings) {
        List<String> left = new ArrayList<>(read(database, "select name from items where name <> 'taken' order by id"));
        long least = 0;
        long most = 0;
        for (Ending ending : endings) {
            List<String> own = left.stream()
                    .filter(row -> row.startsWith(ending.name() + " row "))
                    .toList();
            boolean unknown = ending.outcome() == Outcome.UNKNOWN;
            boolean there = ending.outcome() == Outcome.COMMITTED || (unknown && !own.isEmpty());
            assertThat(own)
                    .as("rows of %s", ending)
                    .isEqualTo(there ? ending.effects().rows() : List.of());
            left.removeAll(own);
            least += there ? ending.effects().added() : 0;
            most += there || unknown ? ending.effects().added() : 0;
        }
        assertThat(left).as("rows of nobody").isEmpty();
        assertThat(number(database, "select sum(n) from counters"))
                .as("counted by %s", endings)
                .isBetween(least, most);
        assertThat(number(database, "select count(*) from children"))
                .as("orphans")
                .isZero();
        assertThat(database.poolStatus().orElseThrow().active()).isZero();
    }

    /**
     * All connections of the pool are of use, at the same time, and a transaction is. A session may have been ended just
     * after its transaction, when its connection lay in the pool again: that is found once it has lain there for longer
     * than the pool trusts it without asking.
     */
    private static void assertHealthy(Database database) throws SQLException {
        List<Connection> all = new ArrayList<>();
        try {
            for (int each = 0; each < POOL; each++) {
                all.add(database.dataSource().getConnection());
                assertThat(all.get(each).getAutoCommit()).isTrue();
                assertThat(all.get(each).isValid((int) Duration.ofSeconds(5).toSeconds()))
                        .isTrue();
            }
        } finally {
            for (Connection each : all) {
                each.close();
            }
        }
        write(database, "update counters set n = 4711");
        assertThat(number(database, "select n from counters where id = 0")).isEqualTo(4711);
    }

    private static void write(Database database, String sql) {
        Transaction.Work<Integer> work = transaction -> {
            try (Statement statement = transaction.connection().createStatement()) {
                return statement.executeUpdate(sql);
            }
        };
        database.inTransaction(work);
    }

    private static long number(Database database, String query) {
        return Long.parseLong(read(database, query).get(0));
    }

    private static List<String> read(Database database, String query) {
        return database.call(Operation.read("look"), session -> {
            List<String> values = new ArrayList<>();
            try (Statement statement = session.connection().createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        });
    }
}
