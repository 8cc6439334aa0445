package io.holdfast.testkit.fault;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A PgBouncer in transaction mode before a server: it lends the server's connections to its clients for a transaction
 * each. The program is the machine's own ({@code apt-get install pgbouncer}). It lives in a temporary folder, and nothing
 * of it is left when it is closed, nor when the JVM dies.
 */
public final class PgBouncer implements AutoCloseable {
    private static final String PROGRAM = "pgbouncer";
    private static final String SETTINGS = """
            [databases]
            * = host=127.0.0.1 port=%d user=%s password=%s

            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = 8
            server_login_retry = 1
            %s
            """;

    private final Path folder;
    private final LastWill will;
    private final int port;
    private Process process;

    private PgBouncer(Endpoint server, List<String> settings) throws IOException {
        this.port = freePort();
        this.folder = Files.createTempDirectory("holdfast-pgbouncer-");
        this.will = LastWill.about(folder);
        Endpoint.Credentials credentials = server.credentials().orElseThrow();
        Files.createDirectory(folder.resolve("run"));
        Files.writeString(
                folder.resolve("pgbouncer.ini"),
                SETTINGS.formatted(
                        server.url().port(),
                        credentials.user(),
                        credentials.password().reveal(),
                        port,
                        String.join("\n", settings)));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        start();
    }

    /**
     * One before {@code server}, whose user it is there for everybody.
     *
     * @param settings lines for its file, such as {@code default_pool_size = 2}
     */
    public static PgBouncer before(Endpoint server, String... settings) {
        try {
            return new PgBouncer(server, List.of(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The way to {@code server} that leads through it. */
    public Endpoint endpoint(Endpoint server) {
        DatabaseUrl url = server.url();
        var here = new DatabaseUrl(url.engine(), false, "127.0.0.1", port, url.path(), url.parameters());
        return new Endpoint(server.database(), here, server.credentials(), server.tls());
    }

    /** Starts it, as often as it was killed. It does not run as root, so root starts it as somebody else. */
    public void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(PROGRAM, "../pgbouncer.ini"));
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(1, List.of("-u", "nobody"));
        }
        process = new ProcessBuilder(command)
                .directory(folder.resolve("run").toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        Eventually.holds("the start of pgbouncer", this::listens);
    }

    private boolean listens() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("pgbouncer ended: " + Files.readString(folder.resolve("log")));
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Kills it (SIGKILL); it is gone when this returns. */
    public void kill() {
        process.destroyForcibly();
        Eventually.holds("the end of pgbouncer", () -> !process.isAlive());
    }

    @Override
    public void close() {
        kill();
        will.close();
        Trees.delete(folder);
    }
}
