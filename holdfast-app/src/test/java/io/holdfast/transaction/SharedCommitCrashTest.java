package io.holdfast.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.testkit.CrashPoint;
import io.holdfast.testkit.CrashRunner;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TX-1, CON-9: wherever a process dies that shares commits, what it was told is there, and the rest is whole or absent. */
@Tag("crash")
final class SharedCommitCrashTest {
    private final CrashRunner program = new CrashRunner(Program.class, Duration.ofMinutes(1));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void whateverIsKilledWhereverNothingIsLostOrHalf(CommitStep step) throws SQLException {
        try (Ledger made = Ledger.in(folder, any -> {})) {
            assertThat(made.entries()).isEmpty();
        }
        String output = program.haltAt(step, folder.toString()).output();
        try (Ledger ledger = Ledger.existing(folder, any -> {})) {
            Pairs.check(ledger, output);
            assertThat(Pairs.acknowledged(output)).isNotEmpty();
            assertThat(ledger.transactions().run(TransactionOptions.named("afterwards"), Pairs.add(999_999)))
                    .isEqualTo(999_999);
        }
    }

    /** Work whose halves a look at the file can tell: two entries for each, which belong together. */
    static final class Pairs {
        static final int OTHER_HALF = 1_000_000;
        private static final String ACKNOWLEDGED = "acknowledged: ";

        private Pairs() {}

        static Transaction.Work<Integer> add(int id) {
            return transaction -> {
                Ledger.run(transaction, "insert into entry (id) values (%d)".formatted(id));
                Ledger.run(transaction, "insert into entry (id) values (%d)".formatted(id + OTHER_HALF));
                return id;
            };
        }

        /** Adds pairs in eight threads until the process dies. */
        static void addForEver(Transactions transactions) {
            var ids = new AtomicInteger();
            for (int writer = 0; writer < 8; writer++) {
                TransactionOptions options = TransactionOptions.named("add");
                TransactionOptions own = writer % 2 == 0 ? options : options.inAnyThread();
                new Thread(() -> {
                            while (true) {
                                int id = transactions.run(own, add(ids.incrementAndGet()));
                                say(ACKNOWLEDGED + id);
                            }
                        })
                        .start();
            }
        }

        /** In one write: a line that was half printed when the process died would be another number. */
        private static void say(String line) {
            byte[] bytes = (line + ".\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            System.out.write(bytes, 0, bytes.length);
            System.out.flush();
        }

        static List<Long> acknowledged(String output) {
            return output.lines()
                    .filter(line -> line.startsWith(ACKNOWLEDGED) && line.endsWith("."))
                    .map(line -> Long.valueOf(line.substring(ACKNOWLEDGED.length(), line.length() - 1)))
                    .toList();
        }

        /** Everything that {@code output} acknowledges is there, and of every pair both or none. */
        static void check(Ledger ledger, String output) throws SQLException {
            Set<Long> found = new HashSet<>(ledger.entries());
            assertThat(found).containsAll(acknowledged(output));
            assertThat(ledger.numbers(
                            "select id from entry e where not exists (select 1 from entry o where o.id = e.id + "
                                    + "case when e.id > 1000000 then -1000000 else 1000000 end)"))
                    .as("halves")
                    .isEmpty();
        }
    }

    /** Shares commits for a while in peace, and dies at a step of a later one. */
    static final class Program {
        private static final int IN_PEACE = 500;

        private Program() {}

        public static void main(String[] arguments) {
            var seen = new AtomicInteger();
            Consumer<CommitStep> death = CrashPoint.listener();
            Ledger ledger = Ledger.existing(Path.of(arguments[0]), step -> {
                if (seen.incrementAndGet() > IN_PEACE) {
                    death.accept(step);
                }
            });
            Pairs.addForEver(ledger.transactions());
        }
    }
}
