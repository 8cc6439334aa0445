package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.schema.Fixture.Kind;
import io.holdfast.schema.RehearsalReport.Finding;
import io.holdfast.schema.RehearsalReport.Pass;
import io.holdfast.testkit.CallerThreads;
import io.holdfast.testkit.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MIG-7, scenario 38: what is pending is tried on a copy before the database sees it. */
final class RehearsalTest {
    private static final int ROWS = 1_000;

    @TempDir
    private Path folder;

    private Fixture withOrders(Kind kind) {
        Fixture app = kind.in(folder).file("V1__orders.sql", """
                        create table orders (id integer primary key, amount integer not null, note text);
                        create table lines (id integer primary key, orders integer not null references orders (id));""");
        app.open().up(MigrationOptions.USUAL);
        app.execute(
                "insert into orders (id, amount) values (1, 10), (2, 20), (3, 30)",
                "insert into lines (id, orders) values (1, 1), (2, 3)");
        return app;
    }

    private static List<String> found(RehearsalReport report) {
        return report.findings().stream()
                .map(finding -> finding.place() + " " + finding.rule())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsInOrderHasNoFindings(Kind kind) {
        Fixture app = withOrders(kind)
                .file("V2__customers.sql", "create table customers (id integer primary key, name text not null);")
                .file("U2__customers.sql", "drop table customers;")
                .file("V3__phone.sql", "alter table customers add column phone text;")
                .file("U3__phone.sql", "alter table customers drop column phone;")
                .file("R__names.sql", "drop view if exists names;\ncreate view names as select name from customers;");
        app.file("R__names.sql", "create view totals as select sum(amount) as total from orders;");
        List<String> before = app.everything();

        RehearsalReport report = app.open().rehearse(ROWS);

        assertThat(report.findings()).isEmpty();
        assertThat(report.notes()).isEmpty();
        assertThat(report.trials())
                .extracting(trial -> trial.pass() + " " + trial.script())
                .containsExactly(
                        "UP V2__customers.sql",
                        "UP V3__phone.sql",
                        "UP R__names.sql",
                        "DOWN U3__phone.sql",
                        "DOWN U2__customers.sql",
                        "AGAIN V2__customers.sql",
                        "AGAIN V3__phone.sql");
        assertThat(app.everything()).isEqualTo(before);
        assertThat(app.history()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(38)
    void anUndoThatLeavesSomethingIsFound(Kind kind) {
        Fixture app = withOrders(kind)
                .file("V2__more.sql", "create table more (id integer primary key);\ncreate table rest (id integer);")
                .file("U2__more.sql", "drop table more;")
                .file("V3__last.sql", "create table last (id integer primary key);")
                .file("U3__last.sql", "drop table lost;");

        RehearsalReport report = app.open().rehearse(ROWS);

        assertThat(found(report)).containsExactly("U3__last.sql undo-fails");

        app.file("U3__last.sql", "drop table last;");
        report = app.open().rehearse(ROWS);

        assertThat(found(report)).contains("U2__more.sql undo-leaves-another-schema", "V3__last.sql fails-again");
        assertThat(report.findings())
                .extracting(Finding::sentence)
                .contains("table rest is there, and no migration made it");
    }

    @ParameterizedTest
    @EnumSource
    void whatFailsOnTheRowsThatAreThereIsFound(Kind kind) {
        Fixture app = withOrders(kind).file("V2__unique.sql", "create unique index one on lines (orders);");
        app.execute("insert into lines (id, orders) values (3, 1)");

        RehearsalReport report = app.open().rehearse(ROWS);

        assertThat(found(report)).contains("V2__unique.sql fails");
        assertThat(app.history()).hasSize(1);
    }

    /** The three that the issue plants, and nothing else. */
    @Test
    void threePlantedDangersAreFoundAndNothingElse() {
        Fixture app = withOrders(Kind.POSTGRESQL);
        app.execute("insert into orders (id, amount) select i, i from generate_series(10, 5000) as i");
        app.file("V2__wider.sql", "-- amounts have become large\nalter table orders alter column amount type bigint;")
                .file("U2__wider.sql", "alter table orders alter column amount type integer;")
                .file("V3__customers.sql", """
                        create table customers (id bigint primary key, name text not null);
                        create index customers_by_name on customers (name);
                        alter table orders add column customer bigint;
                        alter table orders add constraint of_customer foreign key (customer) references customers (id)
                            not valid;""")
                .file("V4__found.sql", "create index orders_by_customer on orders (customer);")
                .file("U4__found.sql", "drop index orders_by_customer;")
                .file("V5__note.sql", "alter table orders add column seen boolean not null default false;")
                .file("U5__note.sql", "alter table orders drop column seen;");

        RehearsalReport report = app.open().rehearse(ROWS);

        assertThat(found(report))
                .containsExactly(
                        "V2__wider.sql:2 column-type-change",
                        "V4__found.sql:1 index-without-concurrently",
                        "V3__customers.sql missing-undo");
        assertThat(report.trials())
                .filteredOn(trial -> trial.pass() == Pass.UP && trial.script().equals("V2__wider.sql"))
                .singleElement()
                .satisfies(trial -> {
                    assertThat(trial.rewritten()).containsExactly("orders");
                    assertThat(trial.locks()).singleElement().satisfies(lock -> {
                        assertThat(lock.table()).isEqualTo("orders");
                        assertThat(lock.blocks()).isEqualTo("reads and writes");
                    });
                });
    }

    /** A longer varchar is stored as before: what the statement alone does not tell is seen. */
    @Test
    void whatIsNotWrittenAnewIsNoDanger() {
        Fixture app = withOrders(Kind.POSTGRESQL);
        app.execute("alter table orders alter column note type varchar(20)");
        app.file("V2__longer.sql", "alter table orders alter column note type varchar(40);")
                .file("U2__longer.sql", "alter table orders alter column note type varchar(20);");

        assertThat(app.open().rehearse(ROWS).findings()).isEmpty();
    }

    /** Rows whose referred rows are not in the sample are not in it either. */
    @Test
    void aSampleKeepsWhatRefersToOtherRows() {
        Fixture app = withOrders(Kind.POSTGRESQL);
        app.execute(
                "insert into orders (id, amount) select i, i from generate_series(10, 200) as i",
                "insert into lines (id, orders) select i, 201 - i from generate_series(10, 150) as i");
        app.file(
                "V2__check.sql", "alter table lines add constraint again foreign key (orders) references orders (id);");

        RehearsalReport report = app.open().rehearse(20);

        assertThat(found(report)).contains("V2__check.sql missing-undo").doesNotContain("V2__check.sql fails");
        assertThat(report.notes())
                .containsExactly(
                        "18 rows of the sample of \"public\".\"lines\" were left out: what they refer to is not in"
                                + " the sample");
    }

    /** What was applied before, and is newer than a pending one, stays applied on the copy. */
    @ParameterizedTest
    @EnumSource
    void whatComesLateIsNotUndoneWithWhatIsThere(Kind kind) {
        Fixture app = withOrders(kind).file("V5__five.sql", "create table five (id integer primary key);");
        app.open().up(MigrationOptions.USUAL);
        app.with("out-of-order", "true")
                .file("V3__three.sql", "create table three (id integer primary key);")
                .file("U3__three.sql", "drop table three;")
                .file("V6__six.sql", "create table six (id integer primary key);")
                .file("U6__six.sql", "drop table six;");

        RehearsalReport report = app.open().rehearse(ROWS);

        assertThat(report.findings()).isEmpty();
        assertThat(report.trials())
                .extracting(trial -> trial.pass() + " " + trial.script())
                .containsExactly("UP V3__three.sql", "UP V6__six.sql", "DOWN U6__six.sql");
        assertThat(report.notes()).containsExactly("V3__three.sql is older than what is applied, and was not undone");
    }

    /** On a server of others nothing is to stay behind. */
    @Test
    void whatWouldStayOnTheServerIsNotTriedThere() {
        Fixture app = withOrders(Kind.POSTGRESQL)
                .file("V2__role.sql", "create table more (id integer);\ncreate role reporting_of_v2;");

        assertThatThrownBy(() -> app.open().rehearse(ROWS)).isInstanceOfSatisfying(HoldfastException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(ErrorKind.VERIFICATION);
            assertThat(failure).hasMessageContaining("V2__role.sql:2: CREATE ROLE … does something to the whole");
        });
        assertThat(app.read("select rolname from pg_roles where rolname = 'reporting_of_v2'"))
                .isEmpty();
    }

    /** A request to end stops the statement that runs on the copy, and the copy is gone. */
    @Test
    void aRehearsalCanBeStopped() throws Exception {
        Fixture app = withOrders(Kind.POSTGRESQL).file("V2__long.sql", "select pg_sleep(60);");
        Migrations migrations = app.open();
        ExecutorService threads = CallerThreads.open();
        try {
            Future<RehearsalReport> running = threads.submit(() -> migrations.rehearse(ROWS));
            await().until(() ->
                    app.read("select 1 from pg_stat_activity where query like 'select pg_sleep%' and datname"
                                            + " like 'holdfast_scratch_%'")
                                    .size()
                            == 1);

            migrations.cancel();

            assertThatThrownBy(running::get)
                    .cause()
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED));
        } finally {
            threads.shutdownNow();
        }
        assertThat(app.read("select datname from pg_database where datname like 'holdfast_scratch_%'"))
                .isEmpty();
    }

    /** A temporary table of one file is gone in the next, where its name means the old table again. */
    @ParameterizedTest
    @EnumSource
    void whatOneFileMadeForItselfDoesNotHideAnother(Kind kind) {
        Fixture app = withOrders(kind)
                .file("V2__temporary.sql", "create temporary table lines (id integer);")
                .file("U2__temporary.sql", "select 1;")
                .file("V3__lines.sql", "drop table lines;\ncreate table if not exists orders (id integer);")
                .file(
                        "U3__lines.sql",
                        "create table lines (id integer primary key, orders integer not null references"
                                + " orders (id));")
                .file("V4__note.sql", "alter table orders drop column note;")
                .file("U4__note.sql", "alter table orders add column note text;");

        assertThat(found(app.open().rehearse(ROWS)))
                .contains("V3__lines.sql:1 drop-table", "V4__note.sql:1 drop-column");
    }
}
