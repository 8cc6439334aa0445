package io.holdfast.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-9: a file that many open, write to and close at the same time is opened by each of them. */
final class OpenAtOnceTest {
    private static final int OPENERS = 8;
    private static final int FILES = 20;
    private static final int TIMES = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private static void openAndClose(Endpoint place) throws Exception {
        try (var session = (SqliteSession) new SqliteEngine().open(place, PATIENCE);
                Statement statement = session.connection().createStatement()) {
            statement.executeUpdate("create table if not exists t (n)");
        }
    }

    @Test
    void nobodyIsRefusedWhileOthersSwitchToTheLogOrRemoveIt() throws Exception {
        ExecutorService openers = Executors.newFixedThreadPool(OPENERS);
        try {
            for (int number = 0; number < FILES; number++) {
                Path file = Files.createFile(folder.resolve("new-" + number + ".db"));
                var place = Endpoint.at("main", "sqlite:" + file);
                var together = new CyclicBarrier(OPENERS);
                List<Future<Boolean>> opened = new ArrayList<>();
                for (int opener = 0; opener < OPENERS; opener++) {
                    opened.add(openers.submit(() -> {
                        together.await();
                        for (int time = 0; time < TIMES; time++) {
                            openAndClose(place);
                        }
                        return true;
                    }));
                }
                for (Future<Boolean> each : opened) {
                    assertThat(each.get()).isTrue();
                }
            }
        } finally {
            openers.shutdownNow();
        }
    }
}
