package io.holdfast.testkit.fault;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.EmbeddedServers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A PostgreSQL server for one test that may do it harm: kill it, freeze it, start it again on its port, change its
 * settings, give it a standby. It lives in a temporary folder, which is removed with it; nothing of it is left when it
 * is closed, in whatever state it was, nor when the JVM dies. For Linux, where its processes are found in
 * {@code /proc}.
 *
 * <p>Setting up a server takes seconds, so it is done once in a JVM, and every server begins as a copy of that one, with
 * a system identifier of its own: two servers have the same identifier only if one began as the other's standby.
 *
 * <p>The server does not wait for the disk ({@code fsync = off}): no death of a process loses what was committed, only
 * that of the machine would. {@code set("fsync", "on")} makes it wait.
 */
public final class PostgresProcess implements AutoCloseable {
    private final ServerHome home;
    private final ServerProcesses processes;
    private final Superuser superuser;
    private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
    private volatile EmbeddedServers.Server server;

    private PostgresProcess(ServerHome home) {
        this.home = home;
        this.processes = new ServerProcesses(home.data());
        try {
            this.server = home.start();
            this.superuser = new Superuser(home.engine(), server.database("postgres"));
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /** A server of its own that runs, empty, with an identity of its own. */
    public static PostgresProcess fresh() {
        ServerHome home = ServerHome.template().copy();
        ControlFile.in(home.data()).renewIdentity();
        return new PostgresProcess(home);
    }

    /** Where it listens, on 127.0.0.1, as long as it lives, be it started ever so often. */
    public int port() {
        return superuser.endpoint().url().port();
    }

    /**
     * Its database called {@code databaseName}, for the superuser. Asked for the first time, it is made if it is missing,
     * so the server must run; afterwards it is known, whatever state the server is in.
     */
    public Endpoint endpoint(String databaseName) {
        return endpoints.computeIfAbsent(databaseName, name -> server.database(name));
    }

    /** Runs {@code statements} as superuser in the database postgres, one after the other, each in its transaction. */
    public void execute(String... statements) {
        superuser.execute(statements);
    }

    /** Runs {@code statements} in {@code database}, one after the other, each in its transaction. */
    public void execute(Endpoint database, String... statements) {
        new Superuser(home.engine(), database).execute(statements);
    }

    /** The first value that {@code query} gives, as text, in the database postgres; empty for null and no row. */
    public String ask(String query) {
        return superuser.ask(query);
    }

    /** The first value that {@code query} gives, as text, in {@code database}; empty for null and no row. */
    public String ask(Endpoint database, String query) {
        return new Superuser(home.engine(), database).ask(query);
    }

    /** The numbers of its processes, the postmaster's too; those of orphans as well. */
    public List<Long> processes() {
        return processes.all();
    }

    /** Kills every process of it at once (SIGKILL): none learns of the death of another. All are gone when this returns. */
    public synchronized void kill() {
        processes.freeze();
        processes.signal("KILL", processes.all());
        awaitEnd();
    }

    /** Kills the postmaster only; its children notice, and end when they are next idle. */
    public synchronized void killPostmaster() {
        long postmaster = processes.postmaster().orElseThrow(() -> new IllegalStateException("it does not run"));
        processes.signal("KILL", List.of(postmaster));
        Eventually.holds(
                "the end of the postmaster", () -> processes.postmaster().isEmpty());
    }

    /** Stops every process of it where it is (SIGSTOP): the kernel still accepts connections, and nobody answers. */
    public synchronized void freeze() {
        processes.freeze();
    }

    /** Lets every process go on (SIGCONT); harmless where none was frozen. */
    public synchronized void thaw() {
        processes.thaw();
    }

    /** Shuts it down cleanly, sessions or not; thawed before if it was frozen. */
    public synchronized void stop() {
        processes.thaw();
        if (processes.postmaster().isPresent()) {
            server.close();
        }
        awaitEnd();
    }

    /**
     * Starts it again, on the same port, after {@link #stop()}, {@link #kill()}, or {@link #killPostmaster()}; waits for
     * the orphans of the latter.
     */
    public synchronized void start() {
        if (processes.postmaster().isPresent()) {
            throw new IllegalStateException("it runs");
        }
        awaitEnd();
        home.forgetRun();
        int before = port();
        server = home.start();
        int now = server.database("postgres").url().port();
        if (now != before) {
            throw new AssertionError("somebody took the server's port %d; it is at %d".formatted(before, now));
        }
    }

    /** Kills it and starts it again: it recovers as after a crash. */
    public synchronized void crashAndRestart() {
        kill();
        start();
    }

    /**
     * Changes a setting, for this run and the next ones (ALTER SYSTEM), and waits until it is in force. One that needs a
     * restart is in force after the next {@link #start()}.
     */
    public void set(String name, String value) {
        superuser.reload(() -> "alter system set %s = '%s'".formatted(name, value.replace("'", "''")));
    }

    /**
     * Puts {@code lines} before all others of {@code pg_hba.conf}, whose first line that fits decides, and waits until
     * they are in force.
     */
    public void hba(String... lines) {
        superuser.reload(() -> {
            home.putBefore("pg_hba.conf", lines);
            return "select 1";
        });
    }

    /** Ends the sessions of all clients but the one that says so; they are gone when this returns. */
    public int terminateBackends() {
        return Integer.parseInt(ask("select count(*) filter (where pg_terminate_backend(pid, 10000))"
                + " from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"));
    }

    /**
     * A standby that streams from this server. The server is shut down and started again for it, so this comes before
     * the connections that the test looks at.
     */
    public PostgresProcess standby() {
        return standbyAt(port());
    }

    /** A standby that streams from this server by way of {@code proxy}. */
    public PostgresProcess standbyBehind(FaultProxy proxy) {
        return standbyAt(proxy.port());
    }

    private synchronized PostgresProcess standbyAt(int upstream) {
        stop();
        ServerHome copy = home.copy();
        start();
        copy.becomeStandby(superuser.endpoint(), upstream);
        PostgresProcess standby = new PostgresProcess(copy);
        try {
            standby.awaitReplay(this);
            return standby;
        } catch (RuntimeException | Error failure) {
            standby.close();
            throw failure;
        }
    }

    /** Waits until this standby has replayed everything that {@code primary} has written by now. */
    public void awaitReplay(PostgresProcess primary) {
        String written = primary.ask("select pg_logical_emit_message(true, 'holdfast', 'up to here', true)");
        Eventually.holds(
                "everything that was written by " + written + " is replayed",
                () -> ask("select pg_last_wal_replay_lsn() >= '%s'".formatted(written))
                        .equals("t"));
    }

    /** Makes a primary of this standby, on a timeline of its own; it takes writes when this returns. */
    public void promote() {
        execute("select pg_promote()");
        Eventually.holds(
                "the end of the recovery",
                () -> ask("select pg_is_in_recovery()").equals("f"));
    }

    /**
     * Makes a standby of {@code primary} of this server, which is shut down for it if it runs, and waits until it has
     * caught up. Their histories must allow it: one that wrote something after the other was promoted cannot follow it,
     * and there is no pg_rewind here.
     */
    public synchronized void follow(PostgresProcess primary) {
        stop();
        home.becomeStandby(primary.superuser.endpoint(), primary.port());
        start();
        awaitReplay(primary);
    }

    private void awaitEnd() {
        Eventually.holds(
                "the end of every process of the server", () -> processes.all().isEmpty());
    }

    /** Kills what is left of it, frozen or not, and removes its folder; harmless when repeated. */
    @Override
    public synchronized void close() {
        kill();
        home.delete();
    }
}
