package io.holdfast.app.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engines;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.transfer.Transfer;
import io.holdfast.transfer.TransferListener;
import io.holdfast.transfer.TransferOptions;
import io.holdfast.transfer.TransferPlan;
import io.holdfast.transfer.TransferReport;
import io.holdfast.transfer.TransferReport.Status;
import io.holdfast.transfer.TransferStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** XFER-1, XFER-3, XFER-4, XFER-5: a transfer on real engines, and what may go wrong with it. */
class TransferTest {
    @TempDir
    Path folder;

    private final Target target = Target.fresh();

    @Test
    void theTargetHoldsWhatTheSourceHoldsAndTheSourceIsUntouched() throws Exception {
        Path source = Sources.shop(folder);
        byte[] before = Files.readAllBytes(source);

        TransferReport report = run(source);

        assertThat(report.status()).isEqualTo(Status.PUBLISHED);
        assertThat(report.differences()).isEmpty();
        assertThat(report.attention()).isEmpty();
        assertThat(report.untranslated()).containsExactly("view totals: views are not translated yet");
        assertThat(target.differencesFrom(source, "public")).isEmpty();
        assertThat(target.stagingSchemas()).isEmpty();
        assertThat(Files.readAllBytes(source)).isEqualTo(before);
        assertThat(Files.list(folder)).containsExactly(source);
    }

    @Test
    void defaultsChecksAndKeysGoOnWorking() throws Exception {
        run(Sources.shop(folder));

        target.run("insert into customer (name) values ('new')");
        assertThat(target.ask("select id || ' ' || kind from customer where name = 'new'"))
                .containsExactly("42 plain");
        assertThatThrownBy(() -> target.run("insert into customer (name, kind) values ('x', 'silver')"))
                .hasMessageContaining("check");
        assertThatThrownBy(() -> target.run("insert into customer (name) values ('new')"))
                .hasMessageContaining("unique");
        assertThatThrownBy(() -> target.run("insert into orders (customer_id, total) values (999, 1)"))
                .hasMessageContaining("foreign key");
        assertThat(target.ask("select indexdef from pg_indexes where indexname = 'unpaid'"))
                .singleElement()
                .asString()
                .contains("WHERE");
    }

    @Test
    void aPlanTouchesNothing() throws Exception {
        Path source = Sources.shop(folder);

        try (Transfer transfer = transfer(source, TransferOptions.DEFAULTS)) {
            TransferPlan plan = transfer.plan(TransferListener.NONE);

            assertThat(plan.decisions()).isEmpty();
            assertThat(plan.markdown())
                    .contains("CREATE TABLE")
                    .contains("numbers as exact decimals")
                    .contains("view totals");
        }
        assertThat(target.ask("select nspname from pg_namespace where nspname like 'holdfast%'"))
                .isEmpty();
        assertThat(target.tablesIn("public")).isEmpty();
    }

    @Test
    void anUnreachableTargetIsFoundBeforeTheSourceIsRead() throws Exception {
        Path source = Sources.shop(folder);
        List<String> read = new ArrayList<>();

        try (Transfer transfer = Transfer.between(
                Engines.onClassPath(),
                Sources.endpoint(source),
                Endpoint.at("target", "postgresql://nobody@127.0.0.1:1/none"),
                TransferOptions.DEFAULTS)) {
            assertThatThrownBy(() -> transfer.run(new TransferListener() {
                        @Override
                        public void rows(Work work, String table, long rows, long total) {
                            read.add(table);
                        }
                    }))
                    .isInstanceOfSatisfying(
                            HoldfastException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONNECTION));
        }
        assertThat(read).isEmpty();
    }

    @Test
    void whatIsNoSourceYetIsRefusedByName() {
        assertThatThrownBy(() -> Transfer.between(
                        Engines.onClassPath(), target.endpoint(), target.endpoint(), TransferOptions.DEFAULTS))
                .hasMessage("postgresql is not supported as the source of a transfer yet");
    }

    @Nested
    class WhenACellIsCorruptedAfterTheCopy {

        @Test
        void theVerificationNamesTableAndKeyAndNothingIsPublished() throws Exception {
            assertThat(runWith("update holdfast_staging_public.orders set total = total + 0.01 where id = 1234"))
                    .containsExactly("orders (id=1234): total is another value than in the source");
        }

        @Test
        void aLostRowIsNamed() throws Exception {
            assertThat(runWith("delete from holdfast_staging_public.orders where id = 77"))
                    .containsExactly("orders (id=77): missing in the target");
        }

        @Test
        void anExtraRowIsNamed() throws Exception {
            assertThat(runWith("insert into holdfast_staging_public.orders values (5000, 1, 1, true, null)"))
                    .containsExactly("orders (id=5000): not in the source");
        }

        @Test
        void aLostNullIsNamed() throws Exception {
            assertThat(runWith("update holdfast_staging_public.orders set placed_at = null where id = 3"))
                    .containsExactly("orders (id=3): placed_at is another value than in the source");
        }

        @Test
        void aMissingIndexAndAWrongNextNumberAreNamed() throws Exception {
            assertThat(runWith(TransferStep.IDENTITIES_SET, "drop index holdfast_staging_public.unpaid"))
                    .singleElement()
                    .asString()
                    .startsWith("orders: indexes");
            assertThat(runWith(
                            TransferStep.IDENTITIES_SET,
                            "alter table holdfast_staging_public.customer alter column id restart with 5"))
                    .singleElement()
                    .asString()
                    .startsWith("customer: the next number of id");
        }

        private List<String> runWith(String damage) throws Exception {
            return runWith(TransferStep.ROWS_COPIED, damage);
        }

        private List<String> runWith(TransferStep when, String damage) throws Exception {
            Path source = folder.resolve("source.db");
            if (!Files.exists(source)) {
                Sources.shop(folder);
            }
            try (Transfer transfer = transfer(source, TransferOptions.DEFAULTS)) {
                TransferReport report = transfer.run(at(when, () -> target.run(damage)));

                assertThat(report.status()).isEqualTo(Status.DIFFERENT);
                assertThat(target.tablesIn("public")).isEmpty();
                assertThat(target.stagingSchemas()).isEmpty();
                return report.differences();
            }
        }
    }

    @Nested
    class WhenTheSourceBreaksItsOwnRules {

        @Test
        void anOrphanIsCopiedItsForeignKeyHoldsForNewRowsAndTheReportSaysSo() throws Exception {
            Path source = Sources.file(
                    folder,
                    "create table a (id integer primary key)",
                    "create table b (id integer primary key, a_id integer references a)",
                    "insert into b values (1, 99)");

            TransferReport report = run(source);

            assertThat(report.status()).isEqualTo(Status.PUBLISHED);
            assertThat(report.attention()).singleElement().asString().contains("holds for new rows only");
            assertThat(target.ask("select a_id from b")).containsExactly("99");
            assertThatThrownBy(() -> target.run("insert into b (a_id) values (98)"))
                    .hasMessageContaining("foreign key");
        }

        @Test
        void nullsInAPrimaryKeyMakeItAUniqueKey() throws Exception {
            Path source = Sources.file(
                    folder, "create table t (k text primary key, v int)", "insert into t values (null, 1), ('a', 2)");

            TransferReport report = run(source);

            assertThat(report.status()).isEqualTo(Status.PUBLISHED);
            assertThat(report.untranslated()).singleElement().asString().contains("nulls");
            assertThatThrownBy(() -> target.run("insert into t values ('a', 3)"))
                    .hasMessageContaining("unique");
        }
    }

    @Nested
    class WhenValuesFitNoType {
        @Test
        void nothingRunsBeforeAPersonDecides() throws Exception {
            Path source = Sources.file(
                    folder,
                    "create table t (id integer primary key, v text)",
                    "insert into t values (5, 'a' || char(0) || 'b')");

            assertThatThrownBy(() -> run(source))
                    .isInstanceOf(HoldfastException.class)
                    .hasMessageContaining("t.v")
                    .hasMessageContaining("id=5")
                    .satisfies(e -> assertThat(((HoldfastException) e).kind()).isEqualTo(ErrorKind.DECISION_NEEDED));
            assertThat(target.tablesIn("public")).isEmpty();
        }

        @Test
        void theDecisionIsFollowed() throws Exception {
            Path source = Sources.file(
                    folder,
                    "create table t (id integer primary key, v text)",
                    "insert into t values (5, 'a' || char(0) || 'b')");

            try (Transfer transfer = transfer(source, TransferOptions.DEFAULTS.withColumns(List.of("t.v=bytea")))) {
                assertThat(transfer.run(TransferListener.NONE).status()).isEqualTo(Status.PUBLISHED);
            }
            assertThat(target.ask("select encode(v, 'hex') from t")).containsExactly("610062");
        }

        @Test
        void brokenDatesAreExplainedAndKept() throws Exception {
            Path source = Sources.file(
                    folder,
                    "create table orders (id integer primary key, placed date)",
                    "insert into orders values (1, '1996-07-04'), (2, '1996-02-30'), (3, '4.7.1996')");

            try (Transfer transfer = transfer(source, TransferOptions.DEFAULTS)) {
                assertThat(transfer.plan(TransferListener.NONE).markdown())
                        .contains("2 of 3 values are no date or time that exists (first: id=2)");
                assertThat(transfer.run(TransferListener.NONE).status()).isEqualTo(Status.PUBLISHED);
            }
            assertThat(target.ask("select placed from orders order by id"))
                    .containsExactly("1996-07-04", "1996-02-30", "4.7.1996");
        }
    }

    @Nested
    class WhenTheTargetIsNotFree {
        @Test
        void aSchemaWithTablesIsRefusedAndStaysAsItIs() throws Exception {
            target.run("create table mine (id int)");

            assertRefused(Sources.shop(folder), ErrorKind.DECISION_NEEDED);
            assertThat(target.tablesIn("public")).containsExactly("mine");
        }

        @Test
        void anotherSchemaMayBeChosen() throws Exception {
            Path source = Sources.shop(folder);
            target.run("create table mine (id int)");

            try (Transfer transfer = transfer(source, TransferOptions.DEFAULTS.withSchema("shop"))) {
                assertThat(transfer.run(TransferListener.NONE).status()).isEqualTo(Status.PUBLISHED);
            }
            assertThat(target.tablesIn("public")).containsExactly("mine");
            assertThat(target.differencesFrom(source, "shop")).isEmpty();
        }

        @Test
        void theSameContentIsNotPublishedTwice() throws Exception {
            Path source = Sources.shop(folder);
            run(source);

            assertThat(run(source).status()).isEqualTo(Status.ALREADY_PUBLISHED);
        }

        @Test
        void otherContentIsRefused() throws Exception {
            Path source = Sources.shop(folder);
            run(source);
            Sources.file(folder, "update orders set total = 1 where id = 1");

            assertRefused(source, ErrorKind.DECISION_NEEDED);
        }

        @Test
        void ofTwoAtOnceOneIsToldThatTheOtherRuns() throws Exception {
            Path source = Sources.shop(folder);
            CountDownLatch prepared = new CountDownLatch(1);
            CountDownLatch refused = new CountDownLatch(1);
            CompletableFuture<TransferReport> first = CompletableFuture.supplyAsync(() -> {
                try (Transfer transfer = transfer(source, TransferOptions.DEFAULTS)) {
                    return transfer.run(at(TransferStep.STAGING_PREPARED, () -> {
                        prepared.countDown();
                        assertThat(refused.await(1, TimeUnit.MINUTES)).isTrue();
                    }));
                }
            });

            assertThat(prepared.await(1, TimeUnit.MINUTES)).isTrue();
            assertRefused(source, ErrorKind.LOCKED);
            refused.countDown();

            assertThat(first.get(1, TimeUnit.MINUTES).status()).isEqualTo(Status.PUBLISHED);
            assertThat(target.differencesFrom(source, "public")).isEmpty();
        }

        private void assertRefused(Path source, ErrorKind kind) {
            assertThatThrownBy(() -> run(source)).isInstanceOfSatisfying(HoldfastException.class, refusal -> {
                assertThat(refusal.kind()).isEqualTo(kind);
                assertThat(refusal.failure().hint()).isNotEmpty();
            });
        }
    }

    @Nested
    class WhenItIsStopped {
        @Test
        void theTargetIsAsBeforeAtEveryStep() throws Exception {
            Path source = Sources.shop(folder);
            for (TransferStep step : TransferStep.values()) {
                if (step != TransferStep.PUBLISHED) {
                    assertThatThrownBy(() -> stopAt(step, source))
                            .as(step.words())
                            .isInstanceOfSatisfying(
                                    HoldfastException.class,
                                    e -> assertThat(e.kind()).isEqualTo(ErrorKind.CANCELLED));
                    assertThat(target.tablesIn("public")).isEmpty();
                    assertThat(target.stagingSchemas()).isEmpty();
                }
            }
        }

        private void stopAt(TransferStep step, Path source) {
            try (Transfer transfer = transfer(source, TransferOptions.DEFAULTS)) {
                transfer.run(at(step, transfer::cancel));
            }
        }
    }

    private TransferReport run(Path source) {
        try (Transfer transfer = transfer(source, TransferOptions.DEFAULTS)) {
            return transfer.run(TransferListener.NONE);
        }
    }

    private Transfer transfer(Path source, TransferOptions options) {
        return Transfer.between(Engines.onClassPath(), Sources.endpoint(source), target.endpoint(), options);
    }

    private interface Action {
        void run() throws SQLException, InterruptedException;
    }

    private static TransferListener at(TransferStep when, Action action) {
        return new TransferListener() {
            @Override
            public void reached(TransferStep step) {
                if (step == when) {
                    try {
                        action.run();
                    } catch (SQLException | InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        };
    }
}
