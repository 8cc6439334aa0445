package io.holdfast.benchmarks.connection;

import io.holdfast.resilience.Time;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Sees, without any pool, the moment at which something happens to a server. */
final class Lookout implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<Long> moment;

    private Lookout(Callable<Long> look) {
        this.moment = thread.submit(look);
    }

    /** When the plain driver gets its next connection, for which it asks every few milliseconds. */
    static Lookout forConnection(JdbcAddress address, Time time) {
        JdbcAddress plain = address.with("sslmode=disable", "connectTimeout=1", "socketTimeout=1");
        return new Lookout(() -> {
            while (true) {
                try {
                    Connection first = plain.connect();
                    long moment = time.ticker().nanos();
                    first.close();
                    return moment;
                } catch (SQLException notYet) {
                    time.pauser().pause(BETWEEN_LOOKS);
                }
            }
        });
    }

    /** When the server at {@code port} dies: the kernel ends the connections of a dead process at once. */
    static Lookout forDeath(int port, Time time) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        return new Lookout(() -> {
            try (socket) {
                socket.getInputStream().read();
                return time.ticker().nanos();
            } catch (IOException reset) {
                return time.ticker().nanos();
            }
        });
    }

    /** The moment, in the ticker's nanoseconds, as soon as it has come. */
    long moment() throws Exception {
        return moment.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
