package io.holdfast.app.demo;

import io.holdfast.Holdfast;
import io.holdfast.app.demo.Writers.Told;
import io.holdfast.app.output.Interruption;
import io.holdfast.config.ConfigLoader;
import io.holdfast.config.Endpoint;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.engine.Engine;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.resilience.Ticker;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Threads write, the server is killed and started again under them, and every write is accounted for. */
final class Outage {
    private static final String DATABASE = "outage";
    private static final int THREADS = 4;
    private static final Duration STRETCH = Duration.ofSeconds(2);
    private static final Duration MOMENT = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DemoServer server;
    private final Engine postgresql;
    private final PrintStream out;
    private final Interruption interruption;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Ticker ticker = Ticker.system();

    Outage(DemoServer server, Engine postgresql, PrintStream out, Interruption interruption) {
        this.server = server;
        this.postgresql = postgresql;
        this.out = out;
        this.interruption = interruption;
    }

    /**
     * Lets it happen, and tells of it.
     *
     * @throws io.holdfast.error.HoldfastException of kind VERIFICATION if a write was lost or done twice
     */
    void happen() throws Exception {
        interruption.check();
        interruption.whenRequested(stopped::countDown);
        out.printf("%n5. Killing the server with kill -9, while %d threads write into it ...%n", THREADS);
        Endpoint endpoint = server.database(DATABASE);
        try (Holdfast holdfast = Holdfast.open(settings(endpoint))) {
            Database database = holdfast.database(DATABASE);
            makeTable(database);
            long back;
            Told told;
            try (Writers writers = new Writers(database, ticker)) {
                writers.start(THREADS);
                pause();
                out.printf("   kill -9 %d%n", server.process());
                server.kill();
                pause();
                out.println("   starting it again");
                back = startAgain(endpoint);
                pause();
                told = writers.finish();
            }
            tell(new Aftermath(told, numbers(database), back));
        }
    }

    /** As a file would say it, so that it is read as a file is. */
    private static HoldfastConfig settings(Endpoint endpoint) {
        Endpoint.Credentials credentials = endpoint.credentials().orElseThrow();
        String prefix = "databases." + DATABASE + ".";
        return ConfigLoader.withoutFile(Path.of(""))
                .withFlags(Map.of(
                        prefix + "url",
                        "postgresql://%s:%d/%s"
                                .formatted(endpoint.url().host(), endpoint.url().port(), DATABASE),
                        prefix + "user",
                        credentials.user(),
                        prefix + "password",
                        credentials.password().reveal(),
                        prefix + "while-down",
                        "wait",
                        prefix + "pool.acquire-timeout",
                        "30s"))
                .load()
                .config();
    }

    private static void makeTable(Database database) {
        database.call(Operation.idempotent("make-table"), session -> {
            try (Statement statement = session.connection().createStatement()) {
                statement.executeUpdate("drop table if exists written");
                return statement.executeUpdate("create table written (number bigint)");
            }
        });
    }

    private static List<Long> numbers(Database database) {
        return database.call(Operation.read("numbers"), session -> {
            try (Statement statement = session.connection().createStatement();
                    ResultSet rows = statement.executeQuery("select number from written")) {
                List<Long> numbers = new ArrayList<>();
                while (rows.next()) {
                    numbers.add(rows.getLong(1));
                }
                return numbers;
            }
        });
    }

    private void pause() throws InterruptedException {
        stopped.await(STRETCH.toMillis(), TimeUnit.MILLISECONDS);
        interruption.check();
    }

    /** Starts the server; gives the moment at which it first took a connection that is none of the pool's. */
    private long startAgain(Endpoint endpoint) throws Exception {
        CompletableFuture<Long> open = CompletableFuture.supplyAsync(() -> firstConnection(endpoint));
        server.start();
        return open.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private long firstConnection(Endpoint endpoint) {
        long start = ticker.nanos();
        while (ticker.nanos() - start < PATIENCE.toNanos()) {
            try {
                postgresql.open(endpoint, PATIENCE).close();
                return ticker.nanos();
            } catch (Exception notYet) {
                LockSupport.parkNanos(MOMENT.toNanos());
            }
        }
        throw new IllegalStateException("the server does not come back");
    }

    private void tell(Aftermath aftermath) {
        aftermath.print(out);
        if (!aftermath.isTrue()) {
            throw Failure.of(ErrorKind.VERIFICATION, "the table does not hold what the writers were told")
                    .withHint("this is a defect of Holdfast: please report it with what was printed above")
                    .exception();
        }
    }
}
