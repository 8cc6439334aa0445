package io.holdfast.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.Endpoint;
import io.holdfast.disk.Disk;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.flag.Keeping.Around;
import io.holdfast.flag.Keeping.Kind;
import io.holdfast.resilience.Pauser;
import io.holdfast.resilience.Ticker;
import io.holdfast.resilience.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AUD-1, ERR-4: the copy of the flags goes forward only, and nothing in it is secret. */
final class FlagCopyTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-31T12:00:00Z"));

    @TempDir
    private Path folder;

    private Keeping open(Endpoint place, Consumer<SetStep> steps) {
        var time = new Time(Ticker.system(), now::get, Pauser.real(), new Random(1));
        return new Keeping(place, folder.resolve("home"), steps, step -> {}, new Around("app", time, Disk.local()));
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private static String value(Keeping keeping) {
        return keeping.flags.text("colour", "none");
    }

    @Test
    void anAnswerThatIsBehindIsLeftAside() {
        Endpoint place = Kind.SQLITE.in(folder);
        try (Keeping keeping = open(place, step -> {})) {
            keeping.set("colour", "red");
            keeping.set("colour", "blue");
            Keeping.execute(place, "update holdfast_flag set version = 1, value = 'red'");

            pass(Duration.ofSeconds(30));
            keeping.flags.refresh();
            assertThat(value(keeping)).isEqualTo("blue");
            assertThat(keeping.flags.age()).contains(Duration.ofSeconds(30));

            pass(Duration.ofSeconds(61));
            keeping.flags.refresh();
            assertThat(value(keeping)).as("brought back from a backup").isEqualTo("red");
            assertThat(keeping.flags.age()).contains(Duration.ZERO);
        }
        try (Keeping again = open(place, step -> {})) {
            assertThat(value(again)).as("in the file as well").isEqualTo("red");
        }
    }

    @Test
    void aFlagThatIsSetCountsAtOnceAlsoWhereItCannotBeReadAgain() {
        Endpoint place = Kind.SQLITE.in(folder);
        try (Keeping keeping = open(place, step -> {
            if (step == SetStep.OUTCOME_RECORDED) {
                Keeping.execute(place, "alter table holdfast_flag rename to away");
            }
        })) {
            keeping.set("colour", "blue");

            assertThat(value(keeping)).isEqualTo("blue");
            assertThat(keeping.flags.age()).as("nothing was read").isEmpty();
        }
    }

    @Test
    void aListenerThatBreaksStopsNobody() {
        try (Keeping keeping = open(Kind.SQLITE.in(folder), step -> {})) {
            List<String> told = new ArrayList<>();
            keeping.flags.listen(flag -> {
                throw new AssertionError("a listener is wrong");
            });
            keeping.flags.listen(flag -> told.add(flag.value()));

            keeping.set("colour", "blue");

            assertThat(told).containsExactly("blue");
        }
    }

    @Test
    void whoSetAFlagIsNamedWithoutACredential() {
        Endpoint place = Kind.SQLITE.in(folder);
        try (Keeping keeping = open(place, step -> {})) {
            keeping.flags.set(FlagSetting.of("colour", "blue", "postgresql://ada:Zx9kQ27vbW@db1/app"));

            assertThat(keeping.flags.find("colour").orElseThrow().actor()).doesNotContain("Zx9kQ27vbW");
            assertThat(Keeping.read(
                            place, "select actor from holdfast_flag union select actor from holdfast_flag_change"))
                    .noneMatch(actor -> actor.contains("Zx9kQ27vbW"));
        }
    }

    @Test
    void whoSetsAFlagHasANameThatCanBeKept() {
        try (Keeping keeping = open(Kind.SQLITE.in(folder), step -> {})) {
            for (String actor : List.of("a".repeat(201), "ada\0")) {
                assertThatThrownBy(() -> keeping.flags.set(FlagSetting.of("colour", "blue", actor)))
                        .isInstanceOfSatisfying(
                                HoldfastException.class,
                                refused -> assertThat(refused.kind()).isEqualTo(ErrorKind.CONFIGURATION));
            }
            assertThat(keeping.trail().verify(List.of()).records()).isZero();
        }
    }
}
