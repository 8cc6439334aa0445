package io.holdfast.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.config.Endpoint;
import io.holdfast.disk.Disk;
import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.Change;
import io.holdfast.engine.document.Draft;
import io.holdfast.engine.document.Envelope;
import io.holdfast.engine.document.Mark;
import io.holdfast.engine.document.State;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.lifecycle.Import.Verification;
import io.holdfast.routing.Category;
import io.holdfast.routing.Role;
import io.holdfast.testkit.EmbeddedPostgres;
import io.holdfast.testkit.Props;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quicktheories.generators.Generate;

/** DOC-11: the collections of an earlier deployment are in the databases with a role afterwards: all of them, equal, once. */
final class ImportTest {
    private static final String OLD = "2020-01-01T00:00:00Z";

    @TempDir
    private Path folder;

    /** Does {@code work} when a step is reached for the first time. */
    private static ImportListener at(ImportStep step, Runnable work) {
        AtomicReference<Runnable> once = new AtomicReference<>(work);
        return new ImportListener() {
            @Override
            public void reached(ImportStep reached) {
                if (reached == step) {
                    once.getAndSet(() -> {}).run();
                }
            }
        };
    }

    private Endpoint rows(String... rows) throws Exception {
        Path file = folder.resolve("old.db");
        Files.createFile(file);
        Endpoint place = Endpoint.at("old", "sqlite:" + file);
        SqlScript.run(
                place, "create table users (n integer primary key, user_id text, user_type text, created_at text)");
        for (String row : rows) {
            SqlScript.run(place, "insert into users values (%s)".formatted(row));
        }
        return place;
    }

    private static List<Mapping> users() {
        return List.of(Mapping.usual("users", Category.USER));
    }

    private static Body body(int n, String id, String type, String created) {
        return Body.of(Map.of("n", n, "user_id", id, "user_type", type, "created_at", created));
    }

    private static ImportReport run(Deployment deployment, Endpoint source, ImportListener listener) {
        return new Import(deployment.setting(source, users()), Disk.local()).run(Verification.FULL, listener);
    }

    private static Envelope live(String id, long version, Body body) {
        return new Envelope(
                id,
                version,
                State.LIVE,
                Optional.empty(),
                List.of(),
                0,
                Instant.parse(OLD),
                Optional.empty(),
                Optional.of(body));
    }

    @ParameterizedTest
    @EnumSource
    void randomRowsAreAllWhereTheyBelongAndAreFoundThereAgain(Deployment.Kind kind) {
        Props.cases(3).withoutShrinking().forAll(Generate.longRange(0, Long.MAX_VALUE), seed -> {
            try {
                Path place = Files.createTempDirectory(folder, "random");
                EarlierRows earlier = new EarlierRows(seed, 1_500);
                Endpoint source = kind == Deployment.Kind.SQLITE
                        ? earlier.on(EmbeddedPostgres.shared().freshDatabase())
                        : earlier.inFile(place.resolve("old.db"));
                try (Deployment deployment = Deployment.fresh(place, kind)) {
                    ImportPlan plan = deployment.importing(source).plan(ImportListener.NONE);
                    ImportReport report = deployment.run(source);

                    earlier.assertImported(deployment);
                    assertAccounted(earlier, plan, report);
                    assertThat(Files.readAllLines(report.refusals()))
                            .hasSize((int) report.counts().allRefused())
                            .noneMatch(line -> line.contains("Größe"));

                    ImportReport again = deployment.run(source);
                    assertThat(again.start()).isEqualTo(ImportReport.Start.FRESH);
                    assertThat(again.counts().allStored()).isZero();
                    assertThat(again.counts().present())
                            .isEqualTo(report.counts().allStored());
                    assertThat(again.counts().refused())
                            .isEqualTo(report.counts().refused());
                    assertThat(again.compared()).isEqualTo(report.compared());
                    earlier.assertImported(deployment);
                }
            } catch (Exception failure) {
                throw new AssertionError(failure);
            }
        });
    }

    private static void assertAccounted(EarlierRows earlier, ImportPlan plan, ImportReport report) throws Exception {
        Map<Role, Long> stored = new EnumMap<>(Role.class);
        Map<Reason, Long> refused = new EnumMap<>(Reason.class);
        earlier.kinds().forEach((kind, count) -> {
            Optional.ofNullable(kind.home).ifPresent(home -> stored.merge(home, count, Long::sum));
            Optional.ofNullable(kind.reason).ifPresent(reason -> refused.merge(reason, count, Long::sum));
        });
        assertThat(report.counts().stored()).isEqualTo(stored);
        assertThat(report.counts().refused()).isEqualTo(refused);
        assertThat(report.counts().present()).isZero();
        Compared compared = report.compared().orElseThrow();
        assertThat(compared.differences()).as("%s", compared.examples()).isZero();
        assertThat(compared.equal()).isEqualTo(report.counts().allStored());
        Counts planned =
                plan.collections().stream().map(ImportPlan.Part::looked).reduce(Counts.NONE, Counts::and);
        assertThat(planned).isEqualTo(report.counts());
    }

    @Test
    void aPlanMakesNothing() throws Exception {
        Endpoint source = rows("1, 'ada', 'internal', '%s'".formatted(OLD));
        try (Deployment deployment = Deployment.inFiles(folder)) {
            ImportPlan plan = new Import(deployment.setting(source, users()), Disk.local()).plan(ImportListener.NONE);

            assertThat(plan.collections().get(0).isComplete()).isTrue();
            assertThat(plan.collections().get(0).looked().stored()).isEqualTo(Map.of(Role.RASEEN_MAIN_USER, 1L));
            assertThat(deployment.home()).doesNotExist();
            assertThat(catchThrowableOfType(
                                    HoldfastException.class,
                                    () -> deployment.count(Role.RASEEN_MAIN_USER, Category.USER))
                            .kind())
                    .isEqualTo(ErrorKind.NOT_FOUND);
        }
    }

    @Test
    void whatIsThereIsNeverOverwritten() throws Exception {
        Endpoint source = rows(
                "1, 'in-temp', 'internal', '%s'".formatted(OLD),
                "2, 'in-main', 'internal', '%s'".formatted(OLD),
                "3, 'deleted', 'internal', '%s'".formatted(OLD),
                "4, 'begun', 'internal', '%s'".formatted(OLD),
                "5, 'in-backup', 'internal', '%s'".formatted(OLD),
                "6, 'same', 'internal', '%s'".formatted(OLD));
        try (Deployment deployment = Deployment.inFiles(folder)) {
            var temp = deployment.store(Role.RASEEN_TEMP_USER, Category.USER);
            var main = deployment.store(Role.RASEEN_MAIN_USER, Category.USER);
            var backup = deployment.store(Role.SRIE_MAIN_USER, Category.USER);
            List.of(temp, main, backup).forEach(store -> store.ensure());
            Body other = Body.of(Map.of("user_id", "internal_any", "user_type", "internal"));
            temp.insertIfAbsent(Draft.live("internal_in-temp", other));
            main.putIfNewer(List.of(live("internal_in-main", 4, other)));
            main.insertIfAbsent(Draft.live("internal_deleted", other));
            main.replaceIf("internal_deleted", 1, new Change(List.of(), Optional.empty()));
            temp.insertIfAbsent(Draft.provisional("internal_begun", "nonce", "op", other));
            backup.putIfNewer(List.of(live("internal_in-backup", 3, other)));
            temp.putIfNewer(List.of(live("internal_same", 7, body(6, "internal_same", "internal", OLD))));

            ImportReport report = run(deployment, source, ImportListener.NONE);

            assertThat(report.counts().allStored()).isZero();
            assertThat(report.counts().present()).isEqualTo(1);
            assertThat(report.counts().refused())
                    .isEqualTo(Map.of(Reason.OTHER_CONTENT, 3L, Reason.DELETED, 1L, Reason.MEANWHILE, 1L));
            assertThat(report.differences()).isZero();
            assertThat(Files.readString(report.refusals()))
                    .contains("{\\\"n\\\":3}\",\"reason\":\"deleted\",\"detail\":\"in raseen_main_user\"");
            assertThat(temp.get("internal_in-temp").orElseThrow().body()).contains(other);
            assertThat(main.get("internal_in-main").orElseThrow().version()).isEqualTo(4);
            assertThat(main.get("internal_deleted").orElseThrow().state()).isEqualTo(State.DEL);
            assertThat(main.get("internal_in-temp")).isEmpty();
            assertThat(main.get("internal_in-backup")).isEmpty();
            assertThat(backup.get("internal_in-backup").orElseThrow().version()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BACKUP_WRITTEN", "HOME_WRITTEN"})
    void whoStoresTheSameDocumentMeanwhileKeepsItAndNoCopyOfTheOtherStays(ImportStep step) throws Exception {
        Endpoint source =
                rows("1, 'ada', 'internal', '%s'".formatted(OLD), "2, 'bob', 'internal', '%s'".formatted(OLD));
        try (Deployment deployment = Deployment.inFiles(folder)) {
            var temp = deployment.store(Role.RASEEN_TEMP_USER, Category.USER);
            Body other = Body.of(Map.of("user_id", "internal_ada", "user_type", "internal"));

            ImportReport report =
                    run(deployment, source, at(step, () -> temp.insertIfAbsent(Draft.live("internal_ada", other))));

            assertThat(report.counts().refused()).isEqualTo(Map.of(Reason.MEANWHILE, 1L));
            assertThat(report.counts().stored()).isEqualTo(Map.of(Role.RASEEN_MAIN_USER, 1L));
            assertThat(temp.get("internal_ada").orElseThrow().body()).contains(other);
            assertThat(deployment.store(Role.RASEEN_MAIN_USER, Category.USER).get("internal_ada"))
                    .isEmpty();
            assertThat(deployment.store(Role.SRIE_MAIN_USER, Category.USER).get("internal_ada"))
                    .isEmpty();
        }
    }

    @Test
    void whatADeadImportLeftBesideTheDocumentOfSomebodyElseIsTakenBack() throws Exception {
        Endpoint source = rows("1, 'ada', 'internal', '%s'".formatted(OLD));
        Body other = Body.of(Map.of("user_id", "internal_ada", "user_type", "internal"));
        try (Deployment deployment = Deployment.inFiles(folder)) {
            var temp = deployment.store(Role.RASEEN_TEMP_USER, Category.USER);
            var died = new IllegalStateException("as if it died");
            assertThat(catchThrowableOfType(
                            IllegalStateException.class,
                            () -> run(deployment, source, at(ImportStep.HOME_WRITTEN, () -> {
                                temp.insertIfAbsent(Draft.live("internal_ada", other));
                                throw died;
                            }))))
                    .isSameAs(died);
            assertThat(deployment.count(Role.RASEEN_MAIN_USER, Category.USER)).isEqualTo(1);

            ImportReport report = run(deployment, source, ImportListener.NONE);

            assertThat(report.start()).isEqualTo(ImportReport.Start.RESUMED);
            assertThat(report.counts().refused()).isEqualTo(Map.of(Reason.OTHER_CONTENT, 1L));
            assertThat(deployment.count(Role.RASEEN_MAIN_USER, Category.USER)).isZero();
            assertThat(deployment.count(Role.SRIE_MAIN_USER, Category.USER)).isZero();
            assertThat(temp.get("internal_ada").orElseThrow().body()).contains(other);
        }
    }

    @Test
    void aComparisonFindsWhatIsMissingAndWhatIsDifferent() throws Exception {
        Endpoint source = rows(
                "1, 'missing', 'internal', '%s'".formatted(OLD),
                "2, 'unbacked', 'internal', '%s'".formatted(OLD),
                "3, 'different', 'internal', '%s'".formatted(OLD),
                "4, 'changed', 'internal', '%s'".formatted(OLD),
                "5, 'equal', 'external', '%s'".formatted(OLD));
        try (Deployment deployment = Deployment.inFiles(folder)) {
            var main = deployment.store(Role.RASEEN_MAIN_USER, Category.USER);
            var backup = deployment.store(Role.SRIE_MAIN_USER, Category.USER);
            Consumer<String> remove =
                    id -> List.of(main, backup).forEach(store -> store.deleteIf(List.of(new Mark(id, 1))));
            Body other = body(3, "internal_different", "internal", "2021-01-01T00:00:00Z");

            ImportReport report = run(deployment, source, at(ImportStep.PROGRESS_KEPT, () -> {
                remove.accept("internal_missing");
                backup.deleteIf(List.of(new Mark("internal_unbacked", 1)));
                remove.accept("internal_different");
                List.of(main, backup).forEach(store -> store.putIfNewer(List.of(live("internal_different", 1, other))));
                main.replaceIf("internal_changed", 1, new Change(List.of(), Optional.of(other)));
            }));

            Compared compared = report.compared().orElseThrow();
            assertThat(compared.equal()).isEqualTo(1);
            assertThat(compared.changed()).isEqualTo(1);
            assertThat(compared.missing()).isEqualTo(2);
            assertThat(compared.different()).isEqualTo(2);
            assertThat(compared.examples())
                    .extracting(Difference::sentence)
                    .containsExactly(
                            "internal_mi••••, from users, is missing in raseen_main_user",
                            "internal_un••••, from users, is missing in srie_main_user",
                            "internal_di••••, from users, is different in raseen_main_user",
                            "internal_di••••, from users, is different in srie_main_user");

            ImportReport again = run(deployment, source, ImportListener.NONE);
            assertThat(again.counts().allStored()).as("what was missing").isEqualTo(1);
            assertThat(again.counts().allRefused())
                    .as("what was different or changed")
                    .isEqualTo(2);
        }
    }

    @Test
    void nothingIsImportedWhereWhatIsAcknowledgedIsNotDurable() throws Exception {
        Endpoint source = rows("1, 'ada', 'internal', '%s'".formatted(OLD));
        try (Deployment deployment = Deployment.fresh(folder, Deployment.Kind.POSTGRESQL)) {
            HoldfastException refused =
                    catchThrowableOfType(HoldfastException.class, () -> run(deployment, source, ImportListener.NONE));

            assertThat(refused.kind()).isEqualTo(ErrorKind.CONFIGURATION);
            assertThat(refused).hasMessageContaining("the server never waits for the disk");
            assertThat(deployment.count(Role.RASEEN_MAIN_USER, Category.USER)).isZero();
        }
    }

    @Test
    void aSecondImportIsRefusedWhileOneRuns() throws Exception {
        Endpoint source = rows("1, 'ada', 'internal', '%s'".formatted(OLD));
        try (Deployment deployment = Deployment.inFiles(folder)) {
            AtomicReference<HoldfastException> refused = new AtomicReference<>();

            run(
                    deployment,
                    source,
                    at(
                            ImportStep.BEGUN,
                            () -> refused.set(
                                    catchThrowableOfType(HoldfastException.class, () -> deployment.run(source)))));

            assertThat(refused.get().kind()).isEqualTo(ErrorKind.LOCKED);
            assertThat(deployment.count(Role.RASEEN_MAIN_USER, Category.USER)).isEqualTo(1);
        }
    }

    @Test
    void oneThatIsStoppedEndsAfterAWholeBatchAndGoesOn() throws Exception {
        EarlierRows earlier = new EarlierRows(7, 4_000);
        Endpoint source = earlier.inFile(folder.resolve("old.db"));
        try (Deployment deployment = Deployment.inFiles(folder)) {
            Import stopped = deployment.importing(source);

            HoldfastException cancelled = catchThrowableOfType(
                    HoldfastException.class,
                    () -> stopped.run(Verification.FULL, at(ImportStep.HOME_WRITTEN, stopped::cancel)));

            assertThat(cancelled.kind()).isEqualTo(ErrorKind.CANCELLED);
            long before = deployment.count(Role.RASEEN_MAIN_USER, Category.USER);
            assertThat(before).isPositive();
            ImportReport report = deployment.run(source);
            assertThat(report.start()).isEqualTo(ImportReport.Start.RESUMED);
            assertThat(report.counts().present()).isZero();
            assertThat(report.counts().read()).isEqualTo(4_000);
            earlier.assertImported(deployment);
        }
    }

    @Test
    void aSourceThatCannotBeReadInOrderIsRefused() throws Exception {
        Endpoint source = rows();
        SqlScript.run(source, "create table keyless (user_id text)");
        SqlScript.run(source, "create table nulls (id text primary key, user_id text)");
        SqlScript.run(source, "insert into nulls values (null, 'ada')");
        try (Deployment deployment = Deployment.inFiles(folder)) {
            Map.of(
                            "absent", ErrorKind.NOT_FOUND,
                            "keyless", ErrorKind.UNSUPPORTED,
                            "nulls", ErrorKind.DATA)
                    .forEach((table, kind) -> {
                        var setting = deployment.setting(source, List.of(Mapping.usual(table, Category.USER)));
                        HoldfastException refused = catchThrowableOfType(
                                HoldfastException.class,
                                () -> new Import(setting, Disk.local()).run(Verification.FULL, ImportListener.NONE));
                        assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(kind);
                        assertThat(refused.getMessage()).contains(table);
                    });
        }
    }
}
