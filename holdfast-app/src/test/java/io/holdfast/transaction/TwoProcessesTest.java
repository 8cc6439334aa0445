package io.holdfast.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-9: two processes write the same SQLite file as fast as they can: both get on, and neither sees an error. */
final class TwoProcessesTest {
    private static final Duration BUSY_FOR = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    @Test
    void twoOfOursGetOn() throws Exception {
        check(Ours.class, Ours.class, 10);
    }

    /** SQLite's own waiting sleeps for a tenth of a second between two looks; it gets what that leaves. */
    @Test
    void oneThatKnowsNothingOfUsGetsOnToo() throws Exception {
        check(Ours.class, Plain.class, 0);
    }

    private void check(Class<?> first, Class<?> second, int leastPercent) throws Exception {
        Ledger.in(folder, step -> {}).close();
        List<Long> one;
        List<Long> other;
        try (Child left = Child.of(first, folder, 1);
                Child right = Child.of(second, folder, 10_000_000)) {
            left.await("ready");
            right.await("ready");
            left.say("go");
            right.say("go");
            one = left.acknowledged();
            other = right.acknowledged();
        }
        try (Ledger ledger = Ledger.existing(folder, step -> {})) {
            List<Long> all = new ArrayList<>(one);
            all.addAll(other);
            assertThat(ledger.entries()).containsExactlyInAnyOrderElementsOf(all);
            assertThat(one).as("commits of the first").hasSizeGreaterThan(all.size() * leastPercent / 100);
            assertThat(other).as("commits of the second").hasSizeGreaterThan(all.size() * leastPercent / 100);
        }
    }

    /** A process that writes when it is told to, and says what it has written. */
    private record Child(Process process, BufferedReader output) implements AutoCloseable {

        static Child of(Class<?> main, Path folder, int from) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xshare:auto",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            main.getName(),
                            folder.toString(),
                            String.valueOf(from))
                    .redirectErrorStream(true)
                    .start();
            return new Child(process, process.inputReader());
        }

        void await(String word) throws IOException {
            List<String> before = new ArrayList<>();
            for (String line = output.readLine(); !word.equals(line); line = output.readLine()) {
                assertThat(line).as("before it was %s it said %s", word, before).isNotNull();
                before.add(line);
            }
        }

        void say(String word) throws IOException {
            process.outputWriter().write(word + "\n");
            process.outputWriter().flush();
        }

        /** What it acknowledges, when it has ended; anything else that it says is an error. */
        List<Long> acknowledged() throws Exception {
            List<String> said = output.lines().toList();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(said).allMatch(line -> line.matches("\\d+"));
            assertThat(process.exitValue()).isZero();
            return said.stream().map(Long::valueOf).toList();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** Writes in several threads from the word go until the time is over, then says what was written, or what went wrong. */
    private static void write(int threads, int from, IntConsumer writing) throws Exception {
        var ids = new AtomicInteger(from);
        Queue<String> said = new ConcurrentLinkedQueue<>();
        System.out.println("ready");
        if (System.in.read() < 0) {
            return;
        }
        long start = System.nanoTime();
        var ended = new CountDownLatch(threads);
        for (int thread = 0; thread < threads; thread++) {
            new Thread(() -> {
                        try {
                            while (System.nanoTime() - start < BUSY_FOR.toNanos()) {
                                int id = ids.getAndIncrement();
                                writing.accept(id);
                                said.add(String.valueOf(id));
                            }
                        } catch (RuntimeException failure) {
                            said.add(failure.toString());
                        } finally {
                            ended.countDown();
                        }
                    })
                    .start();
        }
        ended.await();
        said.forEach(System.out::println);
    }

    /** Through Holdfast. */
    static final class Ours {
        private Ours() {}

        public static void main(String[] arguments) throws Exception {
            try (Ledger ledger = Ledger.existing(Path.of(arguments[0]), step -> {})) {
                write(
                        4,
                        Integer.parseInt(arguments[1]),
                        id -> ledger.transactions().run(TransactionOptions.named("add"), transaction -> {
                            Ledger.run(transaction, "insert into entry (id) values (%d)".formatted(id));
                            return id;
                        }));
            }
        }
    }

    /** Through the driver alone, as its users are told to: a busy timeout, and the lock at the beginning. */
    static final class Plain {
        private Plain() {}

        public static void main(String[] arguments) throws Exception {
            String url = "jdbc:sqlite:" + Path.of(arguments[0]).resolve("test.db") + "?busy_timeout=5000";
            ThreadLocal<Connection> connections = new ThreadLocal<>();
            write(2, Integer.parseInt(arguments[1]), id -> {
                try {
                    if (connections.get() == null) {
                        connections.set(DriverManager.getConnection(url));
                    }
                    try (Statement statement = connections.get().createStatement()) {
                        statement.execute("begin immediate");
                        statement.execute("insert into entry (id) values (%d)".formatted(id));
                        statement.execute("commit");
                    }
                } catch (SQLException failure) {
                    throw new IllegalStateException(failure);
                }
            });
        }
    }
}
