package io.holdfast.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.audit.AuditTable;
import io.holdfast.audit.ReplayStep;
import io.holdfast.audit.TableReport;
import io.holdfast.config.ConfigLoader;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.database.Database;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Engines;
import io.holdfast.gate.Preparation;
import io.holdfast.resilience.Time;
import io.holdfast.schema.OwnMigrations;
import io.holdfast.testkit.PowerCutDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AUD-2: after a power cut the audit table holds nothing that the files have forgotten. */
final class ReplayedPowerCutTest {
    private static final Path RECORD = Path.of("/home/record");

    @TempDir
    private Path folder;

    private Database open() throws IOException {
        Path file = Files.createFile(folder.resolve("app.db"));
        DatabaseConfig config = ConfigLoader.withoutFile(folder)
                .withFlags(Map.of("databases.app.url", "sqlite:" + file))
                .load()
                .config()
                .databases()
                .get("app");
        Engine engine = Engines.onClassPath().of(config.url());
        Time time = Time.real();
        return Database.open(config, engine, time, new Events(), Preparation.NONE, new OwnMigrations(engine, time));
    }

    @Test
    void whatAnotherProcessCopiedBeforeItWasForcedIsThereAfterThePowerCut() throws IOException {
        try (Database database = open()) {
            for (int seed = 0; seed < 30; seed++) {
                assertNothingIsForgotten(database, seed);
            }
        }
    }

    private static void assertNothingIsForgotten(Database database, int seed) {
        var disk = new PowerCutDisk(seed);
        var table = new AuditTable(database, disk, RECORD, step -> {});
        long chain = seed;
        try (Recorder recorder = recorder(disk, chain, SpoolOptions.USUAL)) {
            recorder.chain();
            recorder.record("act", "ada", "app", Map.of()).done();
            var watched = SpoolOptions.USUAL.telling(step -> {
                if (step == SpoolStep.ENTRY_WRITTEN) {
                    throw new LostException();
                }
            });
            loseOne(disk, chain + 1_000, watched);
            table.replay(recorder);
        }
        disk.cut();

        try (Recorder recorder = recorder(disk, chain + 2_000, SpoolOptions.USUAL)) {
            recorder.record("act", "bob", "app", Map.of()).done();
            table.replay(recorder);
        }
        TableReport report = table.verify();
        assertThat(report.findings()).as("seed " + seed).isEmpty();
        assertThat(report.waiting()).as("seed " + seed).isZero();
        assertThat(report.compared()).as("seed " + seed).isEqualTo(5);
    }

    @Test
    void whatAnotherProcessWritesDuringAReplayIsThereAfterThePowerCut() throws IOException {
        try (Database database = open()) {
            long seed = 100;
            for (ReplayStep moment : ReplayStep.values()) {
                for (int round = 0; round < 5; round++) {
                    assertNothingIsForgotten(database, moment, seed++);
                }
            }
        }
    }

    /** Another process writes at {@code moment}, and has not forced it when the power goes off. */
    private static void assertNothingIsForgotten(Database database, ReplayStep moment, long seed) {
        var disk = new PowerCutDisk(seed);
        var written = new AtomicBoolean();
        var unforced = SpoolOptions.USUAL.telling(step -> {
            if (step == SpoolStep.ENTRY_WRITTEN) {
                throw new LostException();
            }
        });
        var table = new AuditTable(database, disk, RECORD, step -> {
            if (step == moment && written.compareAndSet(false, true)) {
                loseOne(disk, seed + 1_000, unforced);
            }
        });
        try (Recorder recorder = recorder(disk, seed, SpoolOptions.USUAL)) {
            recorder.record("act", "ada", "app", Map.of()).done();
            table.replay(recorder);
        }
        disk.cut();

        try (Recorder recorder = recorder(disk, seed + 2_000, SpoolOptions.USUAL)) {
            recorder.record("act", "bob", "app", Map.of()).done();
            table.replay(recorder);
        }
        assertThat(table.verify().findings()).as(moment + ", seed " + seed).isEmpty();
    }

    /** The power goes off before this one is forced by its writer. */
    private static void loseOne(PowerCutDisk disk, long seed, SpoolOptions options) {
        Recorder recorder = recorder(disk, seed, options);
        try {
            recorder.record("act", "eve", "app", Map.of());
        } catch (LostException lost) {
            return;
        }
        throw new AssertionError("the power did not go off");
    }

    private static Recorder recorder(PowerCutDisk disk, long seed, SpoolOptions options) {
        return Recorder.open(disk, RECORD, InstantSource.system(), new Random(seed), new Events(), options);
    }

    private static final class LostException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
