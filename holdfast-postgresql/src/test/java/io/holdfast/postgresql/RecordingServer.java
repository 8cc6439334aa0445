package io.holdfast.postgresql;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands in a server's place, answers the request for encryption in its own way, and writes down all that it hears. */
final class RecordingServer implements AutoCloseable {
    private static final int REQUEST = 8;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<ByteArrayOutputStream> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final Answer answer;

    /** What it answers. */
    enum Answer {
        NO(new byte[] {'N'}),
        AN_ERROR("E\0\0\0\u0014SFATAL\0C08P01\0Mno\0\0".getBytes(StandardCharsets.US_ASCII)),
        NONSENSE(new byte[] {'?'}),
        YES_AND_NONSENSE("SAnd then something that is no handshake at all".getBytes(StandardCharsets.US_ASCII)),
        YES_AND_SILENCE(new byte[] {'S'}),
        YES_AND_HANG_UP(new byte[] {'S'}),
        HANG_UP(new byte[0]),
        NOTHING(new byte[0]);

        private final byte[] bytes;

        Answer(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    RecordingServer(Answer answer) throws IOException {
        this.answer = answer;
        threads.submit(this::accept);
    }

    /** Whether a client waits in vain for more. */
    boolean isSilent() {
        return answer == Answer.NOTHING || answer == Answer.YES_AND_SILENCE || answer == Answer.YES_AND_NONSENSE;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** All that is heard until everybody has hung up, connection by connection. */
    List<byte[]> heardToTheEnd() {
        await().pollInterval(Duration.ofMillis(10)).until(() -> !heard.isEmpty() && ended.get() == heard.size());
        return heard();
    }

    /** All that was heard so far, connection by connection. */
    List<byte[]> heard() {
        return heard.stream().map(ByteArrayOutputStream::toByteArray).toList();
    }

    private Void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            ByteArrayOutputStream record = new ByteArrayOutputStream();
            heard.add(record);
            threads.submit(() -> listen(client, record));
        }
    }

    private Void listen(Socket client, ByteArrayOutputStream record) throws IOException {
        try (client) {
            InputStream in = client.getInputStream();
            record.write(in.readNBytes(REQUEST));
            client.getOutputStream().write(answer.bytes);
            if (answer != Answer.HANG_UP && answer != Answer.YES_AND_HANG_UP) {
                in.transferTo(record);
            }
        } finally {
            ended.incrementAndGet();
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
