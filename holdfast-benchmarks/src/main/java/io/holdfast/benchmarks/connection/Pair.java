package io.holdfast.benchmarks.connection;

import io.holdfast.benchmarks.measure.Declared;
import io.holdfast.benchmarks.measure.Run;
import io.holdfast.config.Endpoint;
import io.holdfast.database.Database;
import io.holdfast.event.Availability;
import io.holdfast.testkit.fault.PostgresProcess;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** A primary and the standby that streams from it, and everybody who knows both. */
final class Pair implements AutoCloseable {
    private static final String NAME = "app";
    private static final String HOST = "localhost";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Run run;
    private final PostgresProcess primary;
    private final PostgresProcess standby;
    private int names;

    private Pair(Run run, PostgresProcess primary, PostgresProcess standby) {
        this.run = run;
        this.primary = primary;
        this.standby = standby;
    }

    /** Two servers that run, with a table to write to. */
    static Pair start(Run run) {
        PostgresProcess primary = PostgresProcess.fresh();
        try {
            primary.execute(primary.endpoint(NAME), Question.TABLE);
            Pair pair = new Pair(run, primary, primary.standby());
            pair.standby.endpoint(NAME);
            return pair;
        } catch (RuntimeException | Error failure) {
            primary.close();
            throw failure;
        }
    }

    PostgresProcess primary() {
        return primary;
    }

    PostgresProcess standby() {
        return standby;
    }

    /** The first value that {@code query} gives at {@code server}. */
    String ask(PostgresProcess server, String query) {
        return server.ask(server.endpoint(NAME), query);
    }

    /** Those who read, from whichever server answers. */
    List<Callable<Contestant>> readers() {
        return List.of(
                () -> Contestant.reading(holdfast("read-only")),
                () -> Contestant.hikari("HikariCP", Peers.asItComes(both()), Question.READ),
                () -> Contestant.hikari("HikariCP tuned", Peers.tuned(both().with("connectTimeout=2")), Question.READ),
                () -> Contestant.agroal("Agroal tuned", Peers.agroal(both().with("connectTimeout=2")), Question.READ));
    }

    /** Those who write, to whichever server takes writes. */
    List<Callable<Contestant>> writers() {
        return List.of(
                () -> Contestant.writing(holdfast("promoted")),
                () -> Contestant.hikari("HikariCP", Peers.asItComes(writable()), Question.writeOf("HikariCP")),
                () -> Contestant.hikari(
                        "HikariCP tuned",
                        Peers.tuned(writable().with("connectTimeout=2")),
                        Question.writeOf("HikariCP tuned")),
                () -> Contestant.agroal(
                        "Agroal tuned",
                        Peers.agroal(writable().with("connectTimeout=2")),
                        Question.writeOf("Agroal tuned")));
    }

    private JdbcAddress writable() {
        return both().with("targetServerType=primary");
    }

    /**
     * Both servers for the driver. It remembers for ten seconds which hosts did not answer, in one list for the whole JVM;
     * so that nobody profits from what another one found out, everybody calls the host by a name of his own, which
     * differs in capital letters.
     */
    private JdbcAddress both() {
        int number = ++names;
        StringBuilder host = new StringBuilder(HOST);
        for (int place = 0; place < HOST.length(); place++) {
            if ((number >> place & 1) == 1) {
                host.replace(place, place + 1, HOST.substring(place, place + 1).toUpperCase(Locale.ROOT));
            }
        }
        return JdbcAddress.of(primary.endpoint(NAME), standby.endpoint(NAME), host.toString());
    }

    /** Holdfast, once it knows both servers. */
    private Database holdfast(String mode) throws InterruptedException {
        Endpoint second = standby.endpoint(NAME);
        Database database =
                Declared.open(primary.endpoint(NAME), "standby", second.url().toString(), "standby-mode", mode);
        long end = run.now() + PATIENCE.toNanos();
        while (database.availability() != Availability.READY) {
            if (run.now() - end > 0) {
                database.close();
                throw new IllegalStateException(
                        "the standby is not used: " + database.status().problem());
            }
            run.pause(BETWEEN_LOOKS);
        }
        return database;
    }

    @Override
    public void close() {
        standby.close();
        primary.close();
    }
}
