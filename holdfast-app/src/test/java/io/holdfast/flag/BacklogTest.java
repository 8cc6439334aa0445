package io.holdfast.flag;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.audit.TableReport;
import io.holdfast.config.Endpoint;
import io.holdfast.disk.Disk;
import io.holdfast.disk.DiskFile;
import io.holdfast.event.Events;
import io.holdfast.event.Recorder;
import io.holdfast.flag.Keeping.Around;
import io.holdfast.flag.Keeping.Kind;
import io.holdfast.testkit.ForwardingDisk;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** AUD-2, AUD-4: however much is not in the audit table yet, the transaction of a flag is short. */
final class BacklogTest {
    private static final int RECORDS = 10_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void whatHasGatheredIsCopiedBeforeTheTransactionOfTheFlag(Kind kind) {
        Endpoint place = kind.in(folder);
        Path home = folder.resolve("home");
        gather(home);
        List<String> before = new ArrayList<>();

        var around = Around.USUAL.within(Duration.ofSeconds(3));
        try (Keeping keeping = new Keeping(
                place,
                home,
                step -> {
                    if (step == SetStep.INTENT_RECORDED) {
                        before.addAll(Keeping.read(place, "select count(*) from holdfast_audit"));
                    }
                },
                step -> {},
                around)) {
            keeping.set("colour", "blue");

            assertThat(before)
                    .as("committed before the transaction of the flag")
                    .containsExactly("" + RECORDS);
            assertThat(keeping.flags.text("colour", "none")).isEqualTo("blue");
            keeping.replay();
            TableReport report = keeping.table.verify();
            assertThat(report.findings()).isEmpty();
            assertThat(report.rows()).isEqualTo(RECORDS + 2);
        }
    }

    private static void gather(Path home) {
        try (Recorder recorder = Recorder.open(
                new FastDisk(), Recorder.folder(home), InstantSource.system(), new SecureRandom(), new Events())) {
            for (int number = 0; number < RECORDS; number++) {
                recorder.note("act", "ada", "app", Map.of("number", Integer.toString(number)), "");
            }
        }
    }

    /** Forces nothing: the power stays on. */
    private static final class FastDisk extends ForwardingDisk {
        FastDisk() {
            super(Disk.local());
        }

        @Override
        protected DiskFile watched(DiskFile file) {
            return new Opened(file) {
                @Override
                public void force() {
                    // only that somebody wrote it matters
                }
            };
        }
    }
}
