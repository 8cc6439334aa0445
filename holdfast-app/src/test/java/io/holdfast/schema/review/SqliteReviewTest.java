package io.holdfast.schema.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.holdfast.engine.Engines;
import io.holdfast.engine.Migrator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** MIG-7: what disturbs an application at work is found in statements for SQLite, and what does not is left alone. */
final class SqliteReviewTest {
    private static final Migrator MIGRATOR =
            Engines.onClassPath().named("sqlite").migrator().orElseThrow();

    private static final String HARMLESS = """
                create table orders (id integer primary key, note text not null default (datetime('now')), o int references x on delete set null) =>
                create table t (a); alter table t add column b int default (random()); alter table t drop column b; update t set a = 1; delete from t; drop table t =>
                create table if not exists t (a); alter table T rename to [u]; alter table `U` rename column a to b; drop table "u" =>
                create table main.t (a); delete from t =>
                create temp table t (a); delete from t; drop table temp.t =>
                create virtual table t using fts5(a); delete from t =>
                create view v as select 1; drop view v =>
                create table t as select * from orders; drop table t =>
                create table t (a); reindex t =>

                alter table orders add column note text =>
                alter table orders add n int default 0 =>
                alter table orders add column n int not null default 0 check (n >= 0) =>
                alter table orders add column n int not null default -1 =>
                alter table orders add column n int default (1) =>
                alter table orders add column n int default ((-1.5)) =>
                alter table orders add column n text collate nocase not null on conflict fail default '' =>
                alter table orders add column n int references x (id) on delete set default =>
                alter table orders add column n int as (a + 1) virtual =>
                alter table orders add column n int; alter table orders rename column n to m =>
                alter table orders add column n int; alter table orders drop column n =>

                create index i on orders (a); drop index i =>
                update orders set n = 1 where id between 1 and 1000; delete from orders where n is null =>
                with old as (select 1) delete from orders where id in old =>
                insert into orders select * from other =>
                vacuum into 'copy.db' =>
                pragma journal_mode; pragma synchronous = normal; pragma synchronous; pragma writable_schema = off =>
                pragma journal_mode = wal =>
                create trigger t after insert on orders begin update orders set a = 1; delete from lines; end =>
                -- drop table orders =>
                insert into log values ('drop table orders; vacuum') =>
                """;

    private static final String DANGEROUS = """
                alter table orders add column n int not null => add-column-not-null orders
                alter table main.[my orders] add n int default null not null => add-column-not-null main.[my orders]
                alter table orders add column at text default current_timestamp => add-column-nonconstant-default orders
                alter table orders add column at text not null default (datetime('now')) => add-column-nonconstant-default orders
                alter table orders add column n int default (1 + 1) => add-column-nonconstant-default orders
                alter table orders add column n int default 1 references x => add-column-references orders
                drop table if exists "orders" => drop-table "orders"
                drop table temp_orders => drop-table temp_orders
                create table aux.orders (a); drop table orders => drop-table orders
                drop view v => drop-view v
                alter table orders drop column note => drop-column orders
                alter table orders drop note => drop-column orders
                alter table orders rename to bills => rename-table orders
                alter table orders rename column a to b => rename-column orders
                alter table orders rename a to b => rename-column orders

                # a table that is rebuilt is one danger
                create table orders_new (id integer primary key); insert into orders_new select id from orders; drop table orders; alter table orders_new rename to orders => table-rebuild orders
                create table "new" (id); insert into "new" (id) select o.id from orders as o where true; drop table Orders; alter table "new" rename to orders; create index i on orders (id) => table-rebuild Orders
                create table t as select * from orders; drop table orders; alter table t rename to orders => table-rebuild orders
                create table t (a); with x as (select 1) insert into t select * from orders; drop table orders => table-rebuild orders
                create temporary table b (a); insert into b select a from orders; drop table orders; create table orders (a); insert into orders select a from b; drop table b => table-rebuild orders
                alter table orders rename to old; create table orders (a); insert into orders select a from old; drop table old => rename-table orders
                alter table orders rename to old; drop table old => rename-table orders, drop-table old
                create table t (a); insert into t select a from other; drop table orders => drop-table orders

                update orders set n = 1 => update-without-where orders
                update or ignore main.orders set n = (select 1 where 1) => update-without-where main.orders
                update orders set n = 1 where 1 => update-without-where orders
                delete from orders => delete-without-where orders
                with x as (select 1 where 1) update orders set n = 1 => update-without-where orders
                vacuum => vacuum
                vacuum main => vacuum
                reindex => reindex
                reindex orders => reindex orders
                pragma journal_mode = delete => journal-mode
                pragma main.journal_mode(off) => journal-mode
                pragma synchronous = OFF => synchronous-off
                pragma synchronous = 0 => synchronous-off
                pragma writable_schema = 1 => writable-schema
                pragma locking_mode = exclusive => locking-mode-exclusive
                """;

    static Stream<ReviewCase> harmless() {
        return ReviewCase.of(HARMLESS);
    }

    static Stream<ReviewCase> dangerous() {
        return ReviewCase.of(DANGEROUS);
    }

    static Stream<ReviewCase> all() {
        return Stream.concat(harmless(), dangerous());
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void whatDisturbsNobodyIsLeftAlone(ReviewCase statements) {
        assertThat(statements.found(MIGRATOR)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dangerous")
    void whatDisturbsAnApplicationIsFound(ReviewCase statements) {
        assertThat(statements.found(MIGRATOR)).isEqualTo(statements.expected());
    }

    /** What is wrong in it the server will say. */
    @ParameterizedTest
    @MethodSource("all")
    void aStatementThatIsNotCompleteIsNothingToFallOver(ReviewCase statements) {
        assertThatCode(() -> statements.reviewPieces(MIGRATOR)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("dangerous")
    void eachDangerSaysWhatHappensAndWhatToWrite(ReviewCase statements) {
        assertThat(statements.dangers(MIGRATOR)).allSatisfy(danger -> {
            assertThat(danger.rule()).matches("[a-z]+(-[a-z]+)*");
            assertThat(danger.sentence()).isNotBlank().doesNotContain("%");
            assertThat(danger.advice()).isNotBlank().doesNotContain("%");
            assertThat(danger.source()).matches("https://www\\.sqlite\\.org/[a-z_]+\\.html(#[a-z_]+)?");
        });
    }
}
