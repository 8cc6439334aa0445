package io.holdfast.postgresql.embedded;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.EmbeddedServers;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.log.Log;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PostgreSQL servers that live in a folder each: on loopback, without a socket file, with a password of their own, and
 * as durable as any other server. One that is started again gets the port it had, if that is free.
 *
 * <p>The system property {@code holdfast.embedded.durable=false} starts servers that do not wait for the disk; it is for
 * tests.
 */
public final class EmbeddedPostgresql implements EmbeddedServers {
    private static final Log LOG = Log.of(EmbeddedPostgresql.class);
    private static final int ATTEMPTS = 20;

    @Override
    public Server start(Path folder) throws Exception {
        synchronized (EmbeddedPostgresql.class) {
            ServerFolder place = ServerFolder.open(folder);
            try (FileChannel channel = place.lockFile();
                    FileLock lock = channel.lock()) {
                LOG.debug("starting under {}", lock);
                return start(place);
            }
        }
    }

    /**
     * Ends the server that lives in {@code folder}, whoever has started it; does nothing where none does.
     *
     * @throws IOException if it cannot be found out which
     */
    public static void end(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            Postmaster.of(ServerFolder.open(folder).data()).ifPresent(Postmaster::end);
        }
    }

    private static Server start(ServerFolder folder) throws IOException, InterruptedException {
        Optional<Postmaster> found = Postmaster.of(folder.data());
        if (found.isPresent() && found.get().mayRun()) {
            RunningServer running =
                    new RunningServer(folder, superuser(folder, found.get().port()), Optional.empty());
            if (running.answersFromItsFolder()) {
                return running;
            }
        }
        Binaries binaries = Binaries.in(folder.path());
        Program program = new Program(folder.output());
        program.check();
        if (!Files.exists(folder.data().resolve("PG_VERSION"))) {
            initialize(folder, binaries, program);
        }
        if (found.isPresent() && found.get().isDeadAndInTheWay()) {
            Files.deleteIfExists(Postmaster.file(folder.data()));
        }
        int port = launch(folder, binaries, program);
        return new RunningServer(
                folder, superuser(folder, port), Optional.of(() -> program.run(stop(folder, binaries))));
    }

    private static Endpoint superuser(ServerFolder folder, int port) throws IOException {
        var url = new DatabaseUrl("postgresql", false, "127.0.0.1", port, "postgres", Map.of());
        return new Endpoint("embedded", url, Optional.of(new Endpoint.Credentials("postgres", folder.password())));
    }

    /**
     * The built-in locale sorts by code point on every system, as SQLite does. The folder gets its final name only when
     * it is complete, so that an interrupted initdb is never taken for a server's data.
     */
    private static void initialize(ServerFolder folder, Binaries binaries, Program program)
            throws IOException, InterruptedException {
        folder.password();
        Path fresh = Files.createTempDirectory(folder.path(), "initializing-");
        Program.Ended ended = program.run(List.of(
                binaries.program("initdb").toString(),
                "--pgdata=" + fresh,
                "--username=postgres",
                "--pwfile=" + folder.passwordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
        if (!ended.well()) {
            throw failed("a PostgreSQL server could not be set up in " + folder.path(), ended);
        }
        Files.writeString(fresh.resolve("postgresql.conf"), """

                # set by Holdfast: reachable from this machine only, over TCP
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                password_encryption = 'scram-sha-256'
                """, StandardOpenOption.APPEND);
        Files.move(fresh, folder.data());
    }

    private static int launch(ServerFolder folder, Binaries binaries, Program program)
            throws IOException, InterruptedException {
        Program.Ended ended = new Program.Ended(-1, "");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = Ports.pick(folder.data());
            ended = program.run(List.of(
                    binaries.program("pg_ctl").toString(),
                    "start",
                    "--wait",
                    "--timeout=60",
                    "--silent",
                    "--pgdata=" + folder.data(),
                    "--log=" + folder.log(),
                    "--options=-p " + port + durability()));
            if (ended.well()) {
                return port;
            }
            if (!mayPass(folder)) {
                break;
            }
        }
        throw failed("the PostgreSQL server in %s does not start".formatted(folder.path()), ended);
    }

    private static String durability() {
        return Boolean.parseBoolean(System.getProperty("holdfast.embedded.durable", "true"))
                ? ""
                : " -c fsync=off -c synchronous_commit=off -c full_page_writes=off";
    }

    /** Somebody else took the port, or processes of a killed server are about to notice that it is dead. */
    private static boolean mayPass(ServerFolder folder) throws IOException {
        List<String> log = Files.exists(folder.log()) ? Files.readAllLines(folder.log()) : List.of();
        return log.subList(Math.max(0, log.size() - 12), log.size()).stream()
                .anyMatch(line -> line.contains("Address already in use")
                        || line.contains("pre-existing shared memory block")
                        || line.contains("is still in use"));
    }

    private static List<String> stop(ServerFolder folder, Binaries binaries) {
        return List.of(
                binaries.program("pg_ctl").toString(),
                "stop",
                "--mode=fast",
                "--wait",
                "--timeout=60",
                "--silent",
                "--pgdata=" + folder.data());
    }

    private static RuntimeException failed(String sentence, Program.Ended ended) {
        return Failure.of(ErrorKind.INTERNAL, sentence)
                .withHint("look at the file log in that folder")
                .causedBy(new IOException("exit code %d: %s".formatted(ended.code(), ended.said())));
    }
}
