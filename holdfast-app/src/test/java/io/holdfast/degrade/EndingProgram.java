package io.holdfast.degrade;

import static org.awaitility.Awaitility.await;

import io.holdfast.Holdfast;
import io.holdfast.config.ConfigLoader;
import io.holdfast.degrade.LineWrite.Line;
import io.holdfast.transaction.Transaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * An application that dies while it applies an entry with a negative number, and otherwise ends when nothing waits any more.
 */
final class EndingProgram {
    static final int DIED = 137;

    private EndingProgram() {}

    /**
     * Arguments: a file of settings, one in a line, and how many other entries are being applied when it dies; those that are
     * applied before wait for that.
     */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        var company = new CountDownLatch(Integer.parseInt(arguments[1]));
        Map<String, String> flags = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            int sign = line.indexOf('=');
            flags.put(line.substring(0, sign), line.substring(sign + 1));
        }
        Path folder = file.toAbsolutePath().getParent();
        try (Holdfast holdfast = Holdfast.open(
                ConfigLoader.withoutFile(folder).withFlags(flags).load().config())) {
            holdfast.operations().deferrable(new EndingWrite(company));
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> holdfast.operations().queued().stream()
                            .noneMatch(entry -> entry.state() == QueueEntry.State.WAITING));
        }
    }

    /** Ends the process at a negative number, when so many others are being applied as were asked for. */
    private static final class EndingWrite extends LineWrite {
        private final CountDownLatch company;

        EndingWrite(CountDownLatch company) {
            super(1);
            this.company = company;
        }

        @Override
        public void apply(Transaction transaction, Line line) throws SQLException, InterruptedException {
            if (line.number() < 0) {
                company.await();
                Runtime.getRuntime().halt(DIED);
            }
            if (company.getCount() > 0) {
                company.countDown();
                new CountDownLatch(1).await();
            }
            super.apply(transaction, line);
        }
    }
}
