package io.holdfast.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.audit.AuditAction;
import io.holdfast.audit.AuditFilter;
import io.holdfast.audit.TableReport;
import io.holdfast.config.Endpoint;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.flag.Keeping.Kind;
import io.holdfast.testkit.CallerThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** AUD-2, AUD-3, R15: records reach the audit table in order and once, and what is changed in it is named. */
final class ReplayTest {
    private final ExecutorService threads = CallerThreads.open();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Keeping open(Endpoint place, String home) {
        return Keeping.in(place, folder.resolve(home));
    }

    private static void act(Keeping keeping, int times) {
        for (int each = 0; each < times; each++) {
            keeping.recorder
                    .record("act", "ada", "app", Map.of("number", Integer.toString(each)))
                    .done();
        }
    }

    private static List<AuditAction> found(Keeping keeping, AuditFilter filter, String node) {
        List<AuditAction> found = new ArrayList<>();
        keeping.table.search(filter, node, found::add);
        return found;
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOnRecordWhileTheDatabaseIsAwayIsReplayedOnceAndInOrder(Kind kind) throws IOException {
        Endpoint place = kind.in(folder);
        Endpoint away = Endpoint.at(
                "app", kind == Kind.SQLITE ? "sqlite:" + folder.resolve("none.db") : "postgresql://127.0.0.1:1/none");
        try (Keeping keeping = open(away, "home")) {
            act(keeping, 3);
            assertThatThrownBy(keeping::replay).isInstanceOf(HoldfastException.class);
            assertThat(keeping.table.waiting()).isEqualTo(6);
            assertThat(keeping.table.failure()).isPresent();
        }

        try (Keeping keeping = open(place, "home")) {
            keeping.replay();
            keeping.replay();
            act(keeping, 1);
            keeping.replay();

            assertThat(keeping.table.waiting()).isZero();
            assertThat(Keeping.read(place, "select sequence from holdfast_audit order by sequence"))
                    .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
            assertThat(found(keeping, AuditFilter.ALL, ""))
                    .extracting(action -> action.details().get("number"))
                    .containsExactly("0", "1", "2", "0");
            TableReport report = keeping.table.verify();
            assertThat(report.findings()).isEmpty();
            assertThat(report.compared()).isEqualTo(8);
        }
        try (var files = Files.list(folder.resolve("home/record"))) {
            assertThat(files).anyMatch(file -> file.endsWith("chain.txt"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void severalProcessesOfOneNodeReplayAtTheSameTime(Kind kind) throws Exception {
        Endpoint place = kind.in(folder);
        List<Future<?>> all = new ArrayList<>();
        for (int each = 0; each < 4; each++) {
            all.add(threads.submit(() -> {
                try (Keeping keeping = open(place, "home")) {
                    for (int round = 0; round < 10; round++) {
                        act(keeping, 2);
                        keeping.replay();
                    }
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }

        try (Keeping keeping = open(place, "home")) {
            TableReport report = keeping.table.verify();
            assertThat(report.findings()).isEmpty();
            assertThat(report.waiting()).isZero();
            assertThat(report.rows()).isEqualTo(160);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theRecordsOfSeveralNodesAreFoundByEverythingThatIsKnownOfThem(Kind kind) {
        Endpoint place = kind.in(folder);
        try (Keeping here = open(place, "here");
                Keeping there = open(place, "there")) {
            act(here, 2);
            there.recorder
                    .record("move", "bob\0", "other", Map.of("text", "\0"))
                    .failed(new IllegalStateException("no"));
            there.recorder.record("leave", "bob", "", Map.of());
            here.replay();
            there.replay();

            assertThat(found(here, AuditFilter.ALL, "")).hasSize(4);
            assertThat(found(
                            here,
                            AuditFilter.ALL,
                            there.recorder.chain().toString().substring(0, 20)))
                    .extracting(AuditAction::outcome)
                    .containsExactly(AuditAction.Outcome.FAILED, AuditAction.Outcome.OPEN);
            var act = new AuditFilter(Instant.MIN, Instant.MAX, "ada", "act", "app", Optional.empty());
            assertThat(found(here, act, "")).hasSize(2);
            var later = new AuditFilter(Instant.now().plusSeconds(60), Instant.MAX, "", "", "", Optional.empty());
            assertThat(found(here, later, "")).isEmpty();
            assertThat(here.table.verify().findings()).isEmpty();
            assertThat(there.table.verify().rows()).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsChangedInTheTableIsNamed(Kind kind) {
        Endpoint place = kind.in(folder);
        try (Keeping here = open(place, "here");
                Keeping there = open(place, "there")) {
            act(here, 3);
            act(there, 3);
            here.replay();
            there.replay();
            String own = here.recorder.chain().toString();
            String other = there.recorder.chain().toString();

            assertNamed(
                    here,
                    place,
                    "update holdfast_audit set actor = 'eve' where sequence = 2 and chain = '" + own + "'",
                    own,
                    "sequence 2, changed");
            assertNamed(
                    here,
                    place,
                    "update holdfast_audit set line = replace(line, 'ada', 'eve') where sequence = 5 and chain = '"
                            + other + "'",
                    other,
                    "sequence 5, changed");
            assertNamed(
                    here,
                    place,
                    "delete from holdfast_audit where sequence = 4 and chain = '" + own + "'",
                    own,
                    "sequence 4, removed");
            assertNamed(
                    here,
                    place,
                    "delete from holdfast_audit where sequence = 3 and chain = '" + other + "'",
                    other,
                    "sequence 3, removed");
            assertNamed(
                    here,
                    place,
                    "insert into holdfast_audit select chain, 7, written_at, stage, action, name, actor,"
                            + " database_name, line from holdfast_audit where sequence = 6 and chain = '" + own + "'",
                    own,
                    "sequence 7, put in");
        }
    }

    private static void assertNamed(Keeping keeping, Endpoint place, String damage, String chain, String words) {
        Keeping.execute(place, "create table saved as select * from holdfast_audit", damage);
        assertThat(keeping.table.verify().findings())
                .as(damage)
                .hasSize(1)
                .first()
                .asString()
                .contains(chain, words);
        Keeping.execute(
                place,
                "delete from holdfast_audit",
                "insert into holdfast_audit select * from saved",
                "drop table saved");
        assertThat(keeping.table.verify().findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aFolderThatWasCopiedIsRefusedWhereItDiffers(Kind kind) throws IOException {
        Endpoint place = kind.in(folder);
        try (Keeping keeping = open(place, "home")) {
            act(keeping, 1);
            keeping.replay();
        }
        Path copy = Files.createDirectories(folder.resolve("copy/record"));
        for (String file : List.of("audit-000000001.jsonl", "chain.txt")) {
            Files.copy(folder.resolve("home/record").resolve(file), copy.resolve(file));
        }
        try (Keeping keeping = open(place, "home")) {
            act(keeping, 1);
            keeping.replay();
        }

        try (Keeping keeping = open(place, "copy")) {
            act(keeping, 2);
            assertThatThrownBy(keeping::replay).isInstanceOfSatisfying(HoldfastException.class, refused -> {
                assertThat(refused.kind()).isEqualTo(ErrorKind.VERIFICATION);
                assertThat(refused).hasMessageContaining("another record as sequence 4");
            });
            assertThat(keeping.table.verify().findings()).isNotEmpty();
        }
    }

    /** The first file of the record goes, as at a pruning; {@code copied} is put on record. */
    private void prune(Keeping keeping, String home, boolean copied) throws IOException {
        Path file = folder.resolve(home + "/record/audit-000000001.jsonl");
        Path next = folder.resolve(home + "/record/audit-000000002.jsonl");
        Files.createFile(next);
        act(keeping, 1);
        keeping.trail().prune(Instant.now().plusSeconds(60), keeping.recorder, "ada", false, copied, step -> {});
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsTakenOutOrChangedWhereTheFilesBeginAfterAPruningIsNamed(Kind kind) throws IOException {
        Endpoint place = kind.in(folder);
        try (Keeping keeping = open(place, "home")) {
            act(keeping, 3);
            keeping.replay();
            prune(keeping, "home", true);
            keeping.replay();
            String own = keeping.recorder.chain().toString();
            assertThat(keeping.table.verify().findings()).isEmpty();

            assertNamed(
                    keeping, place, "delete from holdfast_audit where sequence in (5, 6)", own, "sequence 5, removed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasPrunedBeforeItWasCopiedIsNoDamageToAnybody(Kind kind) throws IOException {
        Endpoint place = kind.in(folder);
        try (Keeping here = open(place, "here");
                Keeping there = open(place, "there")) {
            act(here, 1);
            here.replay();
            act(here, 2);
            prune(here, "here", false);
            here.replay();

            for (Keeping each : List.of(here, there)) {
                TableReport report = each.table.verify();
                assertThat(report.findings()).isEmpty();
                assertThat(report.notes()).anyMatch(note -> note.contains("sequence 3 to 6 was pruned before"));
            }
        }
    }
}
