package io.holdfast.app.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Engines;
import io.holdfast.testkit.Props;
import io.holdfast.transfer.Transfer;
import io.holdfast.transfer.TransferListener;
import io.holdfast.transfer.TransferOptions;
import io.holdfast.transfer.TransferReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** XFER-1, XFER-2, XFER-5: whatever a SQLite file holds, it arrives whole, or a person is asked; nothing in between. */
@Tag("transfer")
class TransferPropertiesTest {
    @TempDir
    Path folder;

    private final Target target = Target.fresh();
    private int schemas;

    @Test
    void anyDatabaseArrivesWholeOrAsksBeforeItTouchesAnything() {
        Props.standard().withoutShrinking().forAll(Props.random(Random::nextLong), this::arrivesWholeOrAsks);
    }

    private void arrivesWholeOrAsks(long number) {
        String schema = "s" + schemas++;
        try {
            Path source = folder.resolve(schema + ".db");
            RandomDatabase.make(source, new Random(number));
            byte[] before = Files.readAllBytes(source);
            try (Transfer transfer = Transfer.between(
                    Engines.onClassPath(),
                    Sources.endpoint(source),
                    target.endpoint(),
                    TransferOptions.DEFAULTS.withSchema(schema))) {
                if (transfer.plan(TransferListener.NONE).decisions().isEmpty()) {
                    TransferReport report = transfer.run(TransferListener.NONE);
                    assertThat(report.differences()).isEmpty();
                    assertThat(target.differencesFrom(source, schema)).isEmpty();
                } else {
                    assertThat(target.tablesIn(schema)).isEmpty();
                }
            }
            assertThat(Files.readAllBytes(source)).isEqualTo(before);
        } catch (SQLException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
