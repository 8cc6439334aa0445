package io.holdfast.testkit.fault;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.EmbeddedServers;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Engines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of one server, and the data folder inside it. What else is there belongs to the adapter: a copy gets its
 * files, and links to its folders, which hold the programs.
 */
final class ServerHome {
    /** What a running server leaves about itself, and a copy must not have. */
    private static final Set<String> OF_ONE_RUN = Set.of("postmaster.pid", "postmaster.opts");

    private static final List<String> SETTINGS = List.of(
            "fsync = off",
            // a standby that was cut off for a while finds what it missed
            "wal_keep_size = '256MB'",
            // and looks for it at once
            "wal_retrieve_retry_interval = '100ms'");

    private static final int SHOWN = 20;

    private final Engine engine;
    private final Path folder;
    private final Path data;
    private final LastWill will;

    private ServerHome(Engine engine, Path folder, Path data, LastWill will) {
        this.engine = engine;
        this.folder = folder;
        this.data = data;
        this.will = will;
    }

    /** The home of a server that was set up and shut down; made once in a JVM, and only ever copied. */
    static ServerHome template() {
        return Template.HOME;
    }

    private static ServerHome setUp() {
        Engine engine = Engines.onClassPath().named("postgresql");
        try {
            Path folder = temporary();
            LastWill will = LastWill.about(folder);
            try (EmbeddedServers.Server server = servers(engine).start(folder)) {
                var superuser = new Superuser(engine, server.database("postgres"));
                SETTINGS.forEach(setting -> superuser.execute("alter system set " + setting));
                return new ServerHome(engine, folder, Path.of(superuser.ask("show data_directory")), will);
            }
        } catch (Exception failure) {
            throw new AssertionError("a PostgreSQL server could not be set up", failure);
        }
    }

    private static EmbeddedServers servers(Engine engine) {
        return engine.embeddedServers()
                .orElseThrow(() -> new AssertionError("the adapter on the class path runs no servers"));
    }

    private static Path temporary() throws IOException {
        return Files.createTempDirectory("holdfast-postgresql-").toRealPath();
    }

    Engine engine() {
        return engine;
    }

    Path data() {
        return data;
    }

    /** Starts the server that lives here. */
    EmbeddedServers.Server start() {
        try {
            return servers(engine).start(folder);
        } catch (Exception failure) {
            throw new AssertionError("the PostgreSQL server does not start; its log ends:\n" + endOfLog(), failure);
        }
    }

    /** The folder will be gone when somebody wants to look. */
    private String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("log"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
        } catch (IOException none) {
            return "there is none: " + none;
        }
    }

    /**
     * Forgets a run whose processes are all gone. While nobody has asked how the postmaster ended, its number is still
     * taken, and PostgreSQL would not start.
     */
    void forgetRun() {
        try {
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A copy in a temporary folder; the server must have been shut down. */
    ServerHome copy() {
        try (Stream<Path> entries = Files.list(folder)) {
            Path place = temporary();
            Path itsData = place.resolve(folder.relativize(data));
            ServerHome copy = new ServerHome(engine, place, itsData, LastWill.about(place));
            for (Path entry : entries.toList()) {
                copy.take(entry, entry.equals(data));
            }
            return copy;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void take(Path entry, boolean isData) throws IOException {
        Path target = folder.resolve(entry.getFileName());
        if (isData) {
            Trees.copy(entry, target, OF_ONE_RUN);
        } else if (Files.isDirectory(entry)) {
            Files.createSymbolicLink(target, entry.toRealPath());
        } else {
            Files.copy(entry, target);
        }
    }

    /** Makes a standby of the server that {@code primary} is, which it reaches at {@code port}. */
    void becomeStandby(Endpoint primary, int port) {
        Endpoint.Credentials user = primary.credentials().orElseThrow();
        try {
            Files.writeString(data.resolve("standby.signal"), "");
            Files.writeString(
                    data.resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=%s application_name=standby'%n"
                            .formatted(port, user.user(), user.password().reveal()),
                    StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Puts {@code lines} at the beginning of a configuration file. */
    void putBefore(String name, String... lines) {
        Path file = data.resolve(name);
        try {
            Files.writeString(file, String.join("\n", lines) + "\n" + Files.readString(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Deletes everything; no process of the server may be left. */
    void delete() {
        Trees.delete(folder);
        will.close();
    }

    private static final class Template {
        private static final ServerHome HOME = setUp();
    }
}
