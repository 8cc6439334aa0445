package io.holdfast.postgresql.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.example.shop.Bank;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Event;
import io.holdfast.testkit.fault.PostgresProcess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** QRY-4, TX-2: a deadlock is told with both statements and whose they are, and without a value. */
class DeadlockReportTest {
    private static final String BANK = "com.example.shop.Bank";

    private final PostgresProcess server = PostgresProcess.fresh();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final CyclicBarrier both = new CyclicBarrier(2);

    @BeforeEach
    void makeAccounts() {
        server.set("deadlock_timeout", "500ms");
        server.execute(
                server.endpoint("app"),
                "create table accounts (id int primary key, amount int not null, note text)",
                "insert into accounts select n, 1000 from generate_series(0, 3) n");
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        server.close();
    }

    @Test
    void bothTransactionsAndTheirStatementsAreNamed() throws Exception {
        try (Overheard overheard = new Overheard();
                App app = App.on(server.endpoint("app"), "retry.attempts", "1")) {
            Bank bank = new Bank(app.database());

            List<Throwable> failures = together(
                    () -> bank.transfer("pay", 0, 1, this::meet), () -> bank.transfer("refund", 1, 0, this::meet));

            assertThat(failures).singleElement().isInstanceOfSatisfying(HoldfastException.class, failure -> {
                assertThat(failure.kind()).isEqualTo(ErrorKind.DEADLOCK);
                assertThat(failure.failure().hint())
                        .startsWith("run the whole transaction again, and change rows in the same order everywhere; ")
                        .contains("pay (" + BANK + ")", "refund (" + BANK + ")", "update accounts set amount = ?")
                        .doesNotContain("4711");
            });
            Event.Deadlocked told = onlyEvent(app);
            assertThat(told.database()).isEqualTo("app");
            assertThat(List.of(told.undone(), told.others().get(0)))
                    .extracting(Event.Deadlocked.Side::by)
                    .containsExactlyInAnyOrder("pay (" + BANK + ")", "refund (" + BANK + ")");
            assertThat(told.undone().statement()).isEqualTo("update accounts set amount = ? where id = ?");
            assertThat(told.others()).hasSize(1);
            assertThat(told.others().get(0).statement()).isEqualTo("update accounts set amount = ? where id = ?");
            assertThat(overheard.sources()).containsKey("log of holdfast");
        }
    }

    @Test
    void aPlainConnectionCountsAsOurs() throws Exception {
        try (App app = App.on(server.endpoint("app"), "retry.attempts", "1")) {
            Bank bank = new Bank(app.database());

            List<Throwable> failures = together(
                    () -> bank.transfer("pay", 0, 1, this::meet), () -> bank.transferPlainly(1, 0, this::meet));

            assertThat(failures).hasSize(1);
            Event.Deadlocked told = onlyEvent(app);
            List<Event.Deadlocked.Side> sides =
                    List.of(told.undone(), told.others().get(0));
            assertThat(sides)
                    .extracting(Event.Deadlocked.Side::by)
                    .anySatisfy(by -> assertThat(by).startsWith("by thread pool-"));
            assertThat(sides)
                    .extracting(Event.Deadlocked.Side::statement)
                    .containsExactlyInAnyOrder(
                            "update accounts set amount = ? where id = ?",
                            "update accounts set note = E? where id = ?");
        }
    }

    @Test
    void somebodyElseIsNamedByTheProcess() throws Exception {
        try (App app = App.on(server.endpoint("app"), "retry.attempts", "1");
                Connection stranger = stranger();
                Statement statement = stranger.createStatement()) {
            stranger.setAutoCommit(false);
            statement.execute("set deadlock_timeout = '1min'");
            statement.execute("update accounts set amount = 1 where id = 1");
            Bank bank = new Bank(app.database());

            List<Throwable> failures = together(() -> bank.transfer("pay", 0, 1, this::meet), () -> {
                meet();
                statement.execute("update accounts set amount = 1 where id = 0");
            });

            assertThat(failures).singleElement().isInstanceOf(HoldfastException.class);
            assertThat(onlyEvent(app).sentence())
                    .matches(
                            "pay \\(com.example.shop.Bank\\) at \\[update accounts set amount = \\? where id = \\?] was undone; "
                                    + "it waited for another application, process \\d+");
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private void meet() throws Exception {
        both.await(30, TimeUnit.SECONDS);
    }

    private List<Throwable> together(Work one, Work other) throws Exception {
        List<Future<Throwable>> results = new ArrayList<>();
        for (Work each : List.of(one, other)) {
            Callable<Throwable> caught = () -> catchThrowable(each::run);
            results.add(threads.submit(caught));
        }
        List<Throwable> failures = new ArrayList<>();
        for (Future<Throwable> result : results) {
            Throwable failure = result.get(1, TimeUnit.MINUTES);
            if (failure != null) {
                failures.add(failure);
            }
        }
        return failures;
    }

    private static Event.Deadlocked onlyEvent(App app) {
        List<Event.Deadlocked> told = app.events(Event.Deadlocked.class);
        assertThat(told).hasSize(1);
        return told.get(0);
    }

    private Connection stranger() throws SQLException {
        var place = server.endpoint("app");
        Properties user = new Properties();
        place.credentials().ifPresent(known -> {
            user.setProperty("user", known.user());
            user.setProperty("password", known.password().reveal());
        });
        return DriverManager.getConnection("jdbc:" + place.url(), user);
    }
}
