package io.holdfast.testkit.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.testkit.fault.FaultProxy.Cut;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The proxy breaks what it is told to break, byte by byte, and nothing else. */
final class FaultProxyTest {
    private static final Duration A_WHILE = Duration.ofMillis(150);

    private final Echo server = new Echo("");
    private final FaultProxy proxy = FaultProxy.to(server.port());
    private final List<Socket> clients = new ArrayList<>();

    FaultProxyTest() throws IOException {}

    @AfterEach
    void close() throws Exception {
        proxy.close();
        server.close();
        for (Socket client : clients) {
            client.close();
        }
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("fault-proxy")));
    }

    private Socket connect() throws IOException {
        Socket client = new Socket();
        clients.add(client);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()), 400);
        client.setSoTimeout(5_000);
        return client;
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static String hear(Socket client, int count) throws IOException {
        return new String(client.getInputStream().readNBytes(count), ISO_8859_1);
    }

    @Test
    void whatWasSaidInABlackHoleArrivesInOrderAndOnce() throws Exception {
        Socket client = connect();
        say(client, "a");
        assertThat(hear(client, 1)).isEqualTo("a");
        proxy.blackHole();
        String text = "0123456789".repeat(20_000);
        say(client, text.substring(0, 100_000));
        say(client, text.substring(100_000, 150_000));
        await().during(A_WHILE).until(() -> server.heard().equals("a"));
        proxy.forward();
        say(client, text.substring(150_000));
        assertThat(hear(client, text.length())).isEqualTo(text);
        assertThat(server.heard()).isEqualTo("a" + text);
    }

    @Test
    void anAnswerIsHeldBackTooAndSoIsTheEndOfAConnection() throws Exception {
        Socket client = connect();
        say(client, "a");
        assertThat(hear(client, 1)).isEqualTo("a");
        CountDownLatch silence = server.fallSilent();
        say(client, "b");
        await().until(() -> server.heard().equals("ab"));
        proxy.blackHole();
        silence.countDown();
        client.setSoTimeout(400);
        assertThatThrownBy(() -> hear(client, 1)).isInstanceOf(SocketTimeoutException.class);
        client.shutdownOutput();
        await().during(A_WHILE).until(() -> server.heard().equals("ab"));
        proxy.forward();
        assertThat(hear(client, 2)).isEqualTo("b");
        await().until(() -> server.heard().equals("ab."));
        await().until(() -> proxy.open() == 0);
    }

    @Test
    void eachAnswerCountsOnceInHoweverManyPiecesItComes() throws Exception {
        Socket client = connect();
        assertThat(proxy.answers()).isZero();
        String text = "0123456789".repeat(20_000);
        for (int times = 1; times <= 3; times++) {
            say(client, "a");
            assertThat(hear(client, 1)).isEqualTo("a");
            assertThat(proxy.answers()).isEqualTo(times);
        }
        say(client, text);
        assertThat(hear(client, text.length())).isEqualTo(text);
        int answers = proxy.answers();
        say(client, "b");
        assertThat(hear(client, 1)).isEqualTo("b");
        assertThat(proxy.answers()).isEqualTo(answers + 1);
    }

    @Test
    void aResetIsAResetOnBothSides() throws Exception {
        Socket client = connect();
        say(client, "a");
        assertThat(hear(client, 1)).isEqualTo("a");
        proxy.resetAll();
        assertThatThrownBy(() -> hear(client, 1))
                .isInstanceOf(SocketException.class)
                .hasMessageStartingWith("Connection reset");
        await().until(() -> server.heard().equals("a!"));
        assertThat(proxy.open()).isZero();
        Socket next = connect();
        say(next, "b");
        assertThat(hear(next, 1)).isEqualTo("b");
        assertThat(proxy.accepted()).isEqualTo(2);
    }

    @Test
    void everySwitchLeadsToEveryOther() throws Exception {
        for (int round = 0; round < 2; round++) {
            proxy.unreachable();
            assertThatThrownBy(this::connect).isInstanceOf(SocketTimeoutException.class);
            proxy.refuse();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            proxy.unreachable();
            proxy.unreachable();
            assertThatThrownBy(this::connect).isInstanceOf(SocketTimeoutException.class);
            proxy.blackHole();
            Socket client = connect();
            say(client, "late");
            proxy.forward();
            assertThat(hear(client, 4)).isEqualTo("late");
            proxy.refuse();
            proxy.refuse();
            proxy.forward();
            Socket last = connect();
            say(last, "x");
            assertThat(hear(last, 1)).isEqualTo("x");
        }
        assertThat(proxy.accepted()).isEqualTo(4);
    }

    @Test
    void aClientGetsExactlyAsManyBytesAsItWasGranted() throws Exception {
        Socket client = connect();
        Socket other = connect();
        say(client, "abc");
        assertThat(hear(client, 3)).isEqualTo("abc");
        proxy.resetAfter(5);
        say(other, "12345");
        assertThat(hear(other, 5)).isEqualTo("12345");
        say(client, "d");
        assertThat(hear(client, 1)).isEqualTo("d");
        say(client, "efghijk");
        assertThat(hear(client, 4)).isEqualTo("efgh");
        assertThatThrownBy(() -> hear(client, 1)).hasMessageStartingWith("Connection reset");
        say(other, "6789");
        assertThat(hear(other, 4)).isEqualTo("6789");
    }

    @Test
    void aWordIsFoundAcrossPiecesAndNotTwice() throws Exception {
        Socket client = connect();
        say(client, "COMMIT");
        assertThat(hear(client, 6)).isEqualTo("COMMIT");
        proxy.cut("COMMIT", Cut.BEFORE);
        say(client, "x COM");
        assertThat(hear(client, 5)).isEqualTo("x COM");
        say(client, "MIT");
        assertThat(hear(client, 1)).isEmpty();
        assertThat(server.heard()).startsWith("COMMITx COM").doesNotContain("COMMITx COMM");
        await().until(() -> proxy.cuts() == 1);
    }

    @Test
    void theAnswerToAWordIsLostAndSoIsAllThatFollows() throws Exception {
        Socket client = connect();
        proxy.cut("END", Cut.AFTER);
        say(client, "a END");
        assertThat(hear(client, 1)).isEmpty();
        assertThat(server.heard()).startsWith("a END");
        await().until(() -> server.heard().equals("a END."));
        await().until(() -> proxy.open() == 0);
    }

    @Test
    void aServerThatIsGoneResetsItsClients() throws Exception {
        server.close();
        assertThatThrownBy(() -> hear(connect(), 1)).hasMessageStartingWith("Connection reset");
        assertThat(proxy.accepted()).isEqualTo(1);
        try (Echo other = new Echo("<")) {
            proxy.retarget(other.port());
            Socket next = connect();
            say(next, "a");
            assertThat(hear(next, 2)).isEqualTo("<a");
        }
    }

    @Test
    void whatIsHeldBackDoesNotHinderTheEnd() throws Exception {
        Socket client = connect();
        say(client, "a");
        assertThat(hear(client, 1)).isEqualTo("a");
        proxy.unreachable();
        say(client, "b");
        proxy.close();
        assertThatThrownBy(() -> hear(client, 1)).hasMessageStartingWith("Connection reset");
        proxy.close();
    }
}
