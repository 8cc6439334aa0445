package com.example.bank;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.EmbeddedServers;
import io.holdfast.engine.Engines;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A PostgreSQL server in a folder, for the bank to lose. The bank knows nothing of this class: it finds the server's port
 * and password through {@code holdfast.yaml}.
 */
final class OwnServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration MOMENT = Duration.ofMillis(5);

    private final EmbeddedServers servers =
            Engines.onClassPath().named("postgresql").embeddedServers().orElseThrow();
    private final Path folder;
    private final FileChannel running;
    private Optional<EmbeddedServers.Server> server = Optional.empty();
    private Optional<Endpoint> database = Optional.empty();

    private OwnServer(Path folder, FileChannel running) {
        this.folder = folder;
        this.running = running;
    }

    /** Starts the server of the example in {@code folder}; it is made on first use. */
    static OwnServer start(Path folder) throws Exception {
        FileChannel running =
                FileChannel.open(folder.resolve(".running"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (running.tryLock() == null) {
            throw new IllegalStateException("the example is running already");
        }
        OwnServer own = new OwnServer(folder, running);
        own.start();
        return own;
    }

    private void start() throws Exception {
        EmbeddedServers.Server started = servers.start(folder.resolve("server"));
        server = Optional.of(started);
        Endpoint bank = started.database("bank");
        database = Optional.of(bank);
        Files.writeString(
                folder.resolve(".env"), "BANK_PORT=%d%n".formatted(bank.url().port()));
    }

    /** The number of its first process, whose children the others are. */
    long process() throws IOException {
        Path file = folder.resolve("server/data/postmaster.pid");
        return Long.parseLong(Files.readAllLines(file).get(0).strip());
    }

    /** Kills every process of it at once, as when the machine goes dark. */
    void kill() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-9", Long.toString(process())));
        ProcessHandle.of(process()).stream()
                .flatMap(ProcessHandle::descendants)
                .forEach(child -> command.add(Long.toString(child.pid())));
        new ProcessBuilder(command).inheritIO().start().waitFor();
        isGone();
    }

    /** Somebody has killed it: there is nothing to stop in the end. */
    void isGone() {
        server = Optional.empty();
    }

    /** Starts it again, on the port it had; gives the moment at which it first let a plain connection in. */
    long startAgain() throws Exception {
        CompletableFuture<Long> open = CompletableFuture.supplyAsync(this::firstConnection);
        start();
        return open.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private long firstConnection() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            if (letsIn(database.orElseThrow())) {
                return System.nanoTime();
            }
            LockSupport.parkNanos(MOMENT.toNanos());
        }
        throw new IllegalStateException("the server does not come back");
    }

    private static boolean letsIn(Endpoint bank) {
        String url = "jdbc:postgresql://127.0.0.1:%d/bank".formatted(bank.url().port());
        Endpoint.Credentials who = bank.credentials().orElseThrow();
        try (Connection plain =
                DriverManager.getConnection(url, who.user(), who.password().reveal())) {
            return plain.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        server.ifPresent(EmbeddedServers.Server::close);
        running.close();
    }
}
