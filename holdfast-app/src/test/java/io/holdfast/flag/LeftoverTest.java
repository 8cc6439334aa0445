package io.holdfast.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.audit.AuditAction;
import io.holdfast.audit.AuditFilter;
import io.holdfast.config.Endpoint;
import io.holdfast.disk.Disk;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.flag.Keeping.Around;
import io.holdfast.flag.Keeping.Kind;
import io.holdfast.resilience.Time;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** AUD-2, AUD-4: what became of a setting is on record once, and truly, wherever its outcome was lost. */
final class LeftoverTest {
    private final UnforcedDisk disk = new UnforcedDisk();

    @TempDir
    private Path folder;

    private static final class DeathException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Keeping open(Endpoint place, String name, Consumer<SetStep> steps) {
        return new Keeping(place, folder.resolve("home"), steps, step -> {}, new Around(name, Time.real(), disk));
    }

    private Keeping open(Endpoint place, Consumer<SetStep> steps) {
        return open(place, "app", steps);
    }

    private void dieAt(SetStep fatal, Endpoint place, String value) {
        try (Keeping keeping = open(place, step -> {
            if (step == fatal) {
                throw new DeathException();
            }
        })) {
            assertThatThrownBy(() -> keeping.set("colour", value)).isInstanceOf(DeathException.class);
        }
    }

    /** Once, at {@code step}. */
    private static Consumer<SetStep> once(SetStep step, Runnable action) {
        var done = new AtomicBoolean();
        return now -> {
            if (now == step && done.compareAndSet(false, true)) {
                action.run();
            }
        };
    }

    private static List<String> outcomes(Keeping keeping) {
        List<AuditAction> found = new ArrayList<>();
        keeping.trail().search(AuditFilter.ALL, found::add);
        return found.stream()
                .filter(action -> action.name().equals("set-flag"))
                .map(action -> action.details().entrySet().stream()
                                .filter(detail -> detail.getKey().startsWith("after."))
                                .map(Map.Entry::getValue)
                                .findFirst()
                                .orElse("")
                        + " " + action.outcome().word())
                .toList();
    }

    private static void assertWhole(Keeping keeping, String... outcomes) {
        assertThat(outcomes(keeping)).containsExactly(outcomes);
        assertThat(keeping.trail().verify(List.of()).findings()).isEmpty();
        keeping.replay();
        assertThat(keeping.table.verify().findings()).isEmpty();
    }

    @Test
    void onlyTheDatabaseInWhichAFlagWasSetTellsWhatBecameOfIt() throws IOException {
        Endpoint app = Kind.SQLITE.in(folder);
        Endpoint other = Kind.SQLITE.in(Files.createDirectory(folder.resolve("other")));
        dieAt(SetStep.COMMITTED, app, "blue");

        try (Keeping keeping = open(other, "other", step -> {})) {
            keeping.flags.settle();
            keeping.set("size", "1");
            assertThat(outcomes(keeping)).containsExactly("1 done", "blue open");
        }
        try (Keeping keeping = open(app, step -> {})) {
            keeping.flags.settle();
            assertWhole(keeping, "1 done", "blue done");
        }
    }

    @Test
    void anOutcomeWhoseWritingFailedIsWrittenByTheNextOne() {
        Endpoint place = Kind.SQLITE.in(folder);
        try (Keeping keeping = open(place, once(SetStep.COMMITTED, () -> disk.fail(true)))) {
            assertThatThrownBy(() -> keeping.set("colour", "blue"))
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            unknown -> assertThat(unknown.kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN));
            disk.fail(false);
            keeping.set("colour", "red");
            keeping.flags.settle();
            assertWhole(keeping, "blue done", "red done");
        }
    }

    @Test
    void anOutcomeThatAnotherRecordReplacedIsWrittenByWhoeverComesNext() {
        Endpoint place = Kind.SQLITE.in(folder);
        try (Keeping keeping = open(place, once(SetStep.COMMITTED, () -> disk.fail(true)))) {
            assertThatThrownBy(() -> keeping.set("colour", "blue")).isInstanceOf(HoldfastException.class);
            disk.fail(false);
            keeping.recorder.record("act", "ada", "app", Map.of()).done();
        }
        try (Keeping keeping = open(place, step -> {})) {
            keeping.flags.settle();
            assertWhole(keeping, "blue done");
        }
    }

    @Test
    void anOutcomeWhoseWritingFailedCountsWhereAnotherProcessWentOnBehindIt() {
        Endpoint place = Kind.SQLITE.in(folder);
        try (Keeping keeping = open(place, once(SetStep.COMMITTED, () -> disk.fail(true)))) {
            assertThatThrownBy(() -> keeping.set("colour", "blue")).isInstanceOf(HoldfastException.class);
            disk.fail(false);
            try (Keeping other = open(place, step -> {})) {
                other.set("colour", "red");
            }
            keeping.flags.settle();
            assertWhole(keeping, "blue done", "red done");
        }
    }

    @Test
    void aSettingIsNotTriedAgainBeforeItsFailureIsOnRecord() {
        Endpoint place = Kind.SQLITE.in(folder);
        try (Keeping before = open(place, step -> {})) {
            before.set("colour", "red");
        }
        Runnable overtake = () -> {
            Keeping.execute(place, "update holdfast_flag set version = 2");
            disk.fail(true);
        };
        try (Keeping keeping = open(place, once(SetStep.INTENT_RECORDED, overtake))) {
            assertThatThrownBy(() -> keeping.set("colour", "blue"))
                    .isInstanceOf(HoldfastException.class)
                    .hasMessageContaining("by somebody else");
            disk.fail(false);
            keeping.set("colour", "green");
            assertWhole(keeping, "red done", "blue failed", "green done");
        }
    }

    @Test
    @Timeout(20)
    void aProcessThatWasStoppedWhileItSetsAFlagHoldsUpNobody() throws IOException {
        Endpoint place = Kind.SQLITE.in(folder);
        dieAt(SetStep.INTENT_RECORDED, place, "blue");
        var now = new AtomicLong();
        var time = new Time(now::get, InstantSource.system(), pause -> now.addAndGet(pause.toNanos()), new Random(1));
        Path home = folder.resolve("home");

        try (Keeping keeping = new Keeping(place, home, step -> {}, step -> {}, new Around("app", time, disk));
                Closeable stopped = Disk.local().hold(home.resolve("flags.lock"))) {
            assertThat(stopped).isNotNull();
            keeping.flags.settle();
            assertThat(outcomes(keeping)).containsExactly("blue open");
            assertThatThrownBy(() -> keeping.set("colour", "red"))
                    .isInstanceOfSatisfying(HoldfastException.class, held -> {
                        assertThat(held.kind()).isEqualTo(ErrorKind.LOCKED);
                        assertThat(held).hasMessageContaining("nothing was changed");
                    });
        }
        try (Keeping keeping = open(place, step -> {})) {
            keeping.flags.settle();
            assertWhole(keeping, "blue failed");
        }
    }
}
