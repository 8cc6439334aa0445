package io.holdfast.postgresql.sqlstate;

import static io.holdfast.error.Phase.BODY;
import static io.holdfast.error.Phase.CONNECT;

import io.holdfast.config.Endpoint;
import io.holdfast.postgresql.TestServer;
import io.holdfast.postgresql.session.PostgresqlSession;
import io.holdfast.testkit.fault.PostgresProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** What needs a server of its own: rules for logging in, damaged files, a standby, a server that stops. */
final class ServerProvocations {
    private static final int PAGE = 8192;
    private static final int INSIDE = 100;

    static final List<Provocation> ALL = List.of(
            Provocation.of("28000", CONNECT, ServerProvocations::kept),
            Provocation.of("F0000", BODY, ServerProvocations::brokenSettings),
            Provocation.of("XX001", BODY, ServerProvocations::damagedTable),
            Provocation.of("XX002", BODY, ServerProvocations::damagedIndex),
            Provocation.of("25006", BODY, ServerProvocations::writeToStandby),
            Provocation.of("57P04", BODY, ServerProvocations::droppedUnderStandby),
            Provocation.of("57P03", CONNECT, ServerProvocations::stopping));

    private ServerProvocations() {}

    private static void kept(Scene scene) throws Exception {
        PostgresProcess server = scene.server();
        Endpoint walled = server.endpoint("walled");
        server.hba("host walled all 127.0.0.1/32 reject");
        scene.open(walled);
    }

    private static void brokenSettings(Scene scene) throws Exception {
        PostgresProcess server = scene.server();
        Files.writeString(data(server).resolve("postgresql.auto.conf"), "this is ; no setting\n");
        scene.use(server.endpoint("postgres"));
        scene.run("ALTER SYSTEM SET work_mem = '5MB'");
    }

    private static void damagedTable(Scene scene) throws Exception {
        scene.use(damaged(scene.server(), "t", ByteBuffer.allocate(PAGE).putInt(INSIDE, 4711)));
        scene.run("SELECT count(*) FROM t");
    }

    private static void damagedIndex(Scene scene) throws Exception {
        scene.use(damaged(scene.server(), "t_pkey", ByteBuffer.allocate(PAGE)));
        scene.run("SELECT a FROM t WHERE a = 500");
    }

    /** A database in which each page of the table or index called {@code name} is {@code rubbish}. */
    private static Endpoint damaged(PostgresProcess server, String name, ByteBuffer rubbish) throws Exception {
        Endpoint place = server.endpoint("postgres");
        server.execute("CREATE TABLE t (a int PRIMARY KEY)", "INSERT INTO t SELECT generate_series(1, 1000)");
        Path file = data(server).resolve(server.ask("SELECT pg_relation_filepath('%s')".formatted(name)));
        server.stop();
        overwrite(file, rubbish);
        server.start();
        return place;
    }

    private static Path data(PostgresProcess server) {
        return Path.of(server.ask("SHOW data_directory"));
    }

    private static void overwrite(Path file, ByteBuffer rubbish) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (long page = 0; page < channel.size() / PAGE; page++) {
                channel.write(rubbish.rewind(), page * PAGE);
            }
        }
    }

    private static void writeToStandby(Scene scene) throws Exception {
        PostgresProcess standby = scene.closing(scene.server().standby());
        scene.use(standby.endpoint("postgres"));
        scene.run("CREATE TABLE t (a int)");
    }

    private static void droppedUnderStandby(Scene scene) throws Exception {
        PostgresProcess leader = scene.server();
        leader.endpoint("doomed");
        PostgresProcess standby = scene.closing(leader.standby());
        scene.use(standby.endpoint("doomed"));
        leader.execute("DROP DATABASE doomed");
        Awaitility.await().until(() -> {
            scene.run("SELECT 1");
            return false;
        });
    }

    /** A server that was asked to stop waits for the sessions that are open, and takes no new ones. */
    private static void stopping(Scene scene) throws Exception {
        PostgresProcess server = scene.server();
        Endpoint place = server.endpoint("postgres");
        PostgresqlSession open = scene.closing(TestServer.open(place));
        List<String> process = Files.readAllLines(data(server).resolve("postmaster.pid"));
        ProcessHandle.of(Long.parseLong(process.get(0).strip())).orElseThrow().destroy();
        Awaitility.await().until(() -> {
            scene.open(place);
            return !open.ping(Duration.ofSeconds(1));
        });
    }
}
