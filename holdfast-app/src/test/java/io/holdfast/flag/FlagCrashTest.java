package io.holdfast.flag;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.audit.AuditAction;
import io.holdfast.audit.AuditFilter;
import io.holdfast.audit.AuditReport;
import io.holdfast.audit.ReplayStep;
import io.holdfast.audit.TableReport;
import io.holdfast.config.Endpoint;
import io.holdfast.config.Secret;
import io.holdfast.flag.Keeping.Kind;
import io.holdfast.testkit.CrashPoint;
import io.holdfast.testkit.CrashRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * AUD-2, AUD-4, R15: wherever a process dies, a flag is set or not, the record tells the truth about it once the next one has
 * looked, and the audit table has every record once.
 */
@Tag("crash")
final class FlagCrashTest {
    private final CrashRunner program = new CrashRunner(Program.class, Duration.ofMinutes(1));

    @TempDir
    private Path folder;

    static Stream<Arguments> settings() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Arrays.stream(SetStep.values())
                        .filter(step -> step != SetStep.LEFTOVER_FIXED)
                        .map(step -> Arguments.of(kind, step)));
    }

    static Stream<Arguments> replays() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Arrays.stream(ReplayStep.values()).map(step -> Arguments.of(kind, step)));
    }

    private String[] arguments(Endpoint place, String work) {
        String user = place.credentials().map(Endpoint.Credentials::user).orElse("");
        String password =
                place.credentials().map(known -> known.password().reveal()).orElse("");
        return new String[] {
            place.url().toString(), user, password, folder.resolve("home").toString(), work
        };
    }

    private Keeping open(Endpoint place) {
        return Keeping.in(place, folder.resolve("home"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void whereverASettingDiesItIsWholeAndOnRecord(Kind kind, SetStep step) {
        Endpoint place = kind.in(folder);
        try (Keeping before = open(place)) {
            before.set("colour", "red");
        }

        program.haltAt(step, arguments(place, "set"));

        boolean done = step.compareTo(SetStep.COMMITTED) >= 0;
        assertWhole(place, done ? List.of("red", "blue") : List.of("red"));
    }

    @ParameterizedTest
    @EnumSource
    void whoFindsOutWhatBecameOfASettingMayDieAsWell(Kind kind) {
        Endpoint place = kind.in(folder);
        program.haltAt(SetStep.COMMITTED, arguments(place, "set"));
        program.haltAt(SetStep.LEFTOVER_FIXED, arguments(place, "settle"));
        program.haltAt(SetStep.INTENT_RECORDED, arguments(place, "set"));
        program.haltAt(SetStep.LEFTOVER_FIXED, arguments(place, "settle"));

        assertWhole(place, List.of("blue"));
    }

    @ParameterizedTest
    @MethodSource("replays")
    void whereverAReplayDiesTheTableHasEveryRecordOnce(Kind kind, ReplayStep step) {
        Endpoint place = kind.in(folder);

        program.haltAt(step, arguments(place, "replay"));

        assertWhole(place, List.of());
    }

    /** The flag went through {@code values}, and everything says so. */
    private void assertWhole(Endpoint place, List<String> values) {
        try (Keeping next = open(place)) {
            next.flags.settle();
            next.replay();
            next.flags.refresh();
            assertThat(next.flags.find("colour").map(Flag::value))
                    .isEqualTo(values.stream().reduce((first, last) -> last));
            assertThat(next.flags.find("colour").map(Flag::version).orElse(0L)).isEqualTo(values.size());
            if (!values.isEmpty()) {
                assertThat(next.flags.history("colour"))
                        .extracting(change -> change.flag().value())
                        .containsExactlyElementsOf(reversed(values));
            }
            AuditReport chain = next.trail().verify(List.of());
            assertThat(chain.findings()).isEmpty();
            assertThat(chain.open()).isEmpty();
            TableReport table = next.table.verify();
            assertThat(table.findings()).isEmpty();
            assertThat(table.compared()).isEqualTo(chain.records());
            assertThat(table.rows()).isEqualTo(chain.records());
            List<AuditAction> done = new ArrayList<>();
            next.table.search(AuditFilter.ALL, "", done::add);
            assertThat(done)
                    .filteredOn(action -> action.name().equals("set-flag"))
                    .filteredOn(action -> action.outcome() == AuditAction.Outcome.DONE)
                    .extracting(action -> action.details().get("after.colour"))
                    .containsExactlyElementsOf(values);
        }
    }

    private static List<String> reversed(List<String> values) {
        List<String> reversed = new ArrayList<>(values);
        Collections.reverse(reversed);
        return reversed;
    }

    /** Sets the flag to blue, finds out what became of that, or replays five actions. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            Endpoint plain = Endpoint.at("app", arguments[0]);
            Endpoint place = arguments[1].isEmpty()
                    ? plain
                    : Endpoint.at("app", arguments[0])
                            .as(new Endpoint.Credentials(arguments[1], Secret.of(arguments[2])));
            Path home = Path.of(arguments[3]);
            switch (arguments[4]) {
                case "set" -> {
                    try (var keeping = new Keeping(place, home, CrashPoint.listener(), step -> {})) {
                        keeping.set("colour", "blue");
                    }
                }
                case "settle" -> {
                    try (var keeping = new Keeping(place, home, CrashPoint.listener(), step -> {})) {
                        keeping.flags.settle();
                    }
                }
                default -> replay(place, home);
            }
        }

        private static void replay(Endpoint place, Path home) {
            try (var keeping = new Keeping(place, home, step -> {}, CrashPoint.listener())) {
                for (int each = 0; each < 5; each++) {
                    keeping.recorder.record("act", "ada", "app", Map.of()).done();
                }
                keeping.replay();
            }
        }
    }
}
