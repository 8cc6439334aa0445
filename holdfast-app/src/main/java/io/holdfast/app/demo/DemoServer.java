package io.holdfast.app.demo;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.EmbeddedServers;
import io.holdfast.engine.Engine;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The PostgreSQL server of the demonstration, in a folder: it can be killed, and started again. */
final class DemoServer implements AutoCloseable {
    private final EmbeddedServers servers;
    private final Path folder;
    private Optional<EmbeddedServers.Server> running = Optional.empty();

    private DemoServer(EmbeddedServers servers, Path folder) {
        this.servers = servers;
        this.folder = folder;
    }

    /** Starts the server that lives in {@code folder}, which is made on first use. */
    static DemoServer start(Engine postgresql, Path folder) throws Exception {
        EmbeddedServers servers = postgresql
                .embeddedServers()
                .orElseThrow(() -> Failure.of(ErrorKind.UNSUPPORTED, "this program holds no PostgreSQL server")
                        .exception());
        DemoServer server = new DemoServer(servers, folder);
        server.start();
        return server;
    }

    /** Starts it; after a kill, on the port that it had. */
    void start() throws Exception {
        running = Optional.of(servers.start(folder));
    }

    /** Its database called {@code name}, which is made if it is missing. */
    Endpoint database(String name) {
        return running.orElseThrow().database(name);
    }

    /** The number of its first process, whose children the others are. */
    long process() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("data/postmaster.pid"));
        return Long.parseLong(lines.get(0).strip());
    }

    /** Kills all its processes with SIGKILL, at once. */
    void kill() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-9", Long.toString(process())));
        ProcessHandle.of(process()).stream()
                .flatMap(ProcessHandle::descendants)
                .forEach(child -> command.add(Long.toString(child.pid())));
        new ProcessBuilder(command).start().waitFor();
        running = Optional.empty();
    }

    /** Stops it if it runs. */
    @Override
    public void close() {
        running.ifPresent(EmbeddedServers.Server::close);
        running = Optional.empty();
    }
}
