package io.holdfast.schema.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.holdfast.engine.Danger;
import io.holdfast.engine.Engines;
import io.holdfast.engine.Migrator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** MIG-7: what disturbs an application at work is found in statements for PostgreSQL, and what does not is left alone. */
final class PostgresqlReviewTest {
    private static final Migrator MIGRATOR =
            Engines.onClassPath().named("postgresql").migrator().orElseThrow();

    private static final String HARMLESS = """
                # new tables
                create table orders (id bigint generated always as identity primary key, note text not null unique, n int check (n > 0), customer bigint references customers on delete cascade, exclude using gist (r with &&)) =>
                create table t (a int); create index i on t (a) =>
                create table if not exists t (a int); create index if not exists i on t (a) =>
                create unlogged table t (a int); alter table t set logged =>
                create table app.t (a int); create unique index i on app.t (a); alter table only app.t add primary key using index i; drop index app.i =>
                create table "Order Lines" (a int); alter table "Order Lines" alter column a type bigint, alter a set not null, add foreign key (a) references o, add check (a > 0), add unique (a) =>
                create table t (a int); create index on public.t (a) =>
                create table PUBLIC.T (a int); create index on t (a) =>
                set search_path to app, public; create table t (a int); create index on app.t (a) =>
                create table t as select * from o; update t set a = 1; delete from t; truncate t; lock table t; drop table t =>
                select * into t from o; create index on t (a) =>
                create table t (a int); alter table t rename to u; alter table u rename a to b; create index on u (b); drop table u cascade =>
                create table app.t (a int); alter table app.t rename to u; drop table app.u =>
                create table t (a int); alter table t set schema app; drop table app.t =>
                set search_path = "$user", public; create table t (a int); create index on public.t (a) =>
                select pg_catalog.set_config('search_path', '', false); create table public.t (a int); alter table only public.t add constraint p primary key (a) =>
                create table orders_2026 partition of orders for values from (1) to (2); create index on orders_2026 (a) =>
                create temp table t (a int); create index on t (a); drop table t =>
                create materialized view v as select 1 as a; create unique index on v (a); refresh materialized view v; drop materialized view v =>
                create schema s; drop schema s cascade =>
                create type mood as enum ('a'); alter type mood rename value 'a' to 'b'; drop type mood =>
                create function f(a int) returns int language sql as 'select 1'; drop function f(int) =>
                create view v as select 1; alter view v rename to w; drop view w =>
                create sequence s; alter sequence s rename to r; drop sequence r =>
                create table p (a int) partition by range (a); create table p1 (a int); alter table p attach partition p1 for values from (1) to (2) =>
                create table p1 (like p); alter table p attach partition p1 for values from (1) to (2) =>

                # columns
                alter table orders add column note text =>
                alter table orders add n int default 0 =>
                alter table orders add column if not exists n int not null default 0 =>
                alter table orders add column n numeric(10, 2) default 0.00::numeric(10, 2) not null =>
                alter table orders add column at timestamp with time zone not null default now() =>
                alter table orders add column at timestamptz default current_timestamp(3) =>
                alter table orders add column d jsonb not null default jsonb_build_object('a', lower('B')) =>
                alter table orders add column s app.state not null default 'new'::app.state =>
                alter table orders add column tags text[] not null default array[]::text[] =>
                alter table orders add column c varchar(20) default cast('x' as varchar(20)) collate "C" =>
                alter table orders add column v int generated always as (n * 2) virtual =>
                alter table orders add column customer bigint references customers (id) on delete set null on update set default =>
                alter table orders add column n int constraint positive check (n > 0) not enforced =>
                alter table orders alter column n set default random(), alter n drop default, alter n drop not null, alter n set statistics 100 =>
                alter table orders add column n int; alter table orders rename column n to m; alter table orders drop column m =>
                alter table orders set (fillfactor = 90), alter note set storage external, owner to app, enable row level security =>
                alter table orders drop constraint positive, rename constraint a to b =>
                alter table orders rename constraint a to b =>

                alter table orders add exclude boolean, add "default" int, add a int default -1 not null, add type text =>
                alter table orders add r tstzrange not null default tstzrange(now(), null), add c text default 'a' || 'b' not null =>
                alter table orders replica identity full, inherit p, set without cluster, disable trigger t =>
                alter foreign table f add column n int not null =>

                # constraints in steps
                alter table orders add constraint c foreign key (a) references o not valid =>
                alter table orders add constraint c check (a > 0) not valid; alter table orders validate constraint c =>
                alter table orders add constraint c unique using index i, add constraint p primary key using index j =>
                alter table orders add constraint c check (a is not null) not valid; alter table orders validate constraint c; alter table orders alter column a set not null, drop constraint c =>
                alter table public.orders add constraint c check ((a is not null) and "B" is not null) not valid; alter table orders validate constraint c; alter table orders alter a set not null; alter table orders alter "B" set not null =>
                alter table orders add constraint c not null a not valid; alter table orders validate constraint c; alter table orders alter a set not null =>
                alter domain d add constraint c check (value > 0) not valid =>

                # indexes
                create index concurrently i on orders (a) =>
                create unique index concurrently if not exists i on only app.orders using gin (a) where a > 0 =>
                create index i on only orders (a); alter index i attach partition j; alter index i rename to k =>
                drop index concurrently if exists i =>
                reindex table concurrently orders =>
                reindex (verbose, concurrently) index i =>
                refresh materialized view concurrently v =>
                refresh materialized view v with no data =>

                # rows and locks
                update orders set n = 1 where id between 1 and 1000 =>
                delete from only orders where n is null =>
                with old as (select id from orders limit 10) delete from orders using old where orders.id = old.id =>
                insert into orders (a) select 1 on conflict (a) do update set a = 2 =>
                select * from orders for update =>
                lock table orders in share update exclusive mode =>
                vacuum (analyze) orders; vacuum orders; vacuum (full false) orders; analyze orders =>
                set lock_timeout = '5s'; set local lock_timeout to 2000; set statement_timeout = 0 =>
                alter table orders detach partition p1 concurrently =>

                # everything else
                create trigger t before insert on orders for each row execute function f() =>
                create or replace view v as select 1; create extension if not exists citext; create policy p on orders; grant select on orders to app =>
                alter type mood add value 'c'; comment on table orders is 'drop table orders'; drop trigger t on orders; drop policy p on orders =>

                # words that are no statements
                -- drop table orders =>
                /* create index i on orders (a); /* nested */ truncate orders */ select 1 =>
                insert into log values ('drop table orders; alter table orders drop column a', E'it\\'s; truncate o') =>
                create function f() returns void language plpgsql as $body$ begin drop table orders; update orders set a = 1; end $body$ =>
                alter table orders add column "not null" text =>
                alter table orders add column drop_column text default 'not null, drop column a' =>
                update orders set note = 'x' where note = 'set lock_timeout = 0' =>
                """;

    private static final String DANGEROUS = """
                # tables written anew
                alter table orders alter column n type bigint => column-type-change orders
                alter table if exists only app."Orders" alter n set data type numeric(12, 2) using n::numeric(12, 2) => column-type-change app."Orders"
                alter table orders alter n type varchar(40) => column-type-change orders
                alter table orders alter n type text => column-type-to-text orders
                alter table orders alter n type text collate "C" using n::text => column-type-to-text orders
                alter table orders alter n type text using lower(n) => column-type-change orders
                alter table orders add column u uuid default gen_random_uuid() => add-column-volatile-default orders
                alter table orders add column u timestamptz not null default pg_catalog.clock_timestamp() => add-column-volatile-default orders
                alter table orders add column u bigint not null default nextval('s'::regclass) => add-column-volatile-default orders
                alter table orders add column u text default app.new_code('x') => add-column-function-default orders
                alter table orders add column id bigserial => add-column-identity orders
                alter table orders add id bigint generated by default as identity (start with 10) => add-column-identity orders
                alter table orders add column total numeric not null generated always as (a * b) stored => add-column-stored orders
                alter table orders alter column total set expression as (a + b) => stored-expression-change orders
                create domain positive as int check (value > 0); alter table orders add column n positive => add-column-domain orders
                alter table orders set unlogged => set-logged orders
                alter table orders set logged, set tablespace fast, set access method heap => set-logged orders, set-tablespace orders, set-access-method orders
                alter table all in tablespace a set tablespace b => set-tablespace
                alter index i set tablespace fast => set-tablespace i
                alter materialized view v set tablespace fast => set-tablespace v
                cluster verbose orders using i => cluster orders
                cluster => cluster
                vacuum full => vacuum-full
                vacuum full verbose orders, app.lines (a) => vacuum-full orders, vacuum-full app.lines
                vacuum (analyze, full) orders => vacuum-full orders

                # columns and constraints
                alter table orders add column n int not null => add-column-not-null orders
                alter table orders add column n int default null not null => add-column-not-null orders
                alter table orders add column n int primary key => add-column-not-null orders, primary-key-without-using-index orders
                alter table orders add column id serial primary key => add-column-identity orders, primary-key-without-using-index orders
                alter table orders add column n int unique nulls not distinct check (n > 0) => unique-without-using-index orders, check-without-not-valid orders
                alter table orders add column n int default 1 references o => foreign-key-without-not-valid orders
                alter table orders add a int, add b int not null, drop column c, alter d set not null => add-column-not-null orders, drop-column orders, set-not-null orders
                alter table orders alter column n set not null => set-not-null orders
                alter table orders add constraint c check (a is not null) not valid; alter table orders alter a set not null => set-not-null orders
                alter table orders add constraint c check (a is not null or b) not valid; alter table orders validate constraint c; alter table orders alter a set not null => set-not-null orders
                alter table orders add constraint c check (a is not null) not valid; alter table other validate constraint c; alter table orders alter a set not null => set-not-null orders
                alter table orders add constraint c check (a is not null) not valid; alter table orders validate constraint c; alter table orders drop constraint c; alter table orders alter a set not null => set-not-null orders
                alter table orders add constraint c check (b is not null) not valid; alter table orders validate constraint c; alter table orders alter a set not null => set-not-null orders
                alter table orders add constraint c not null a => set-not-null orders
                alter table orders add constraint c foreign key (a) references app.o (id) on delete set null deferrable => foreign-key-without-not-valid orders
                alter table orders add check (a > 0) => check-without-not-valid orders
                alter table orders add constraint c unique (a), add primary key (b) using index tablespace fast => unique-without-using-index orders, primary-key-without-using-index orders
                alter table orders add unique nulls not distinct (a) => unique-without-using-index orders
                alter table orders add exclude using gist (r with &&) => exclusion-constraint orders
                alter table orders add constraint c exclude (a with =) => exclusion-constraint orders
                alter table orders add exclude (a with =) => exclusion-constraint orders
                alter table orders alter type type bigint, alter column "Type" set not null => column-type-change orders, set-not-null orders
                alter table orders add id uuid primary key default gen_random_uuid() => add-column-volatile-default orders, primary-key-without-using-index orders
                alter domain d add check (value > 0) => domain-constraint d
                alter table p attach partition p1 for values from (1) to (2) => attach-partition p
                alter table p detach partition p1 => detach-partition p

                # indexes
                create index i on orders (a) => index-without-concurrently orders
                create unique index if not exists "I" on App.Orders using btree (a) => index-without-concurrently App.Orders
                create index on orders (a) => index-without-concurrently orders
                create /* concurrently */ index i on orders (a) -- concurrently => index-without-concurrently orders
                create table archive.orders (a int); create index on orders (a) => index-without-concurrently orders
                create table "Orders" (a int); create index on orders (a) => index-without-concurrently orders
                drop index if exists i, app.j => drop-index-without-concurrently i, drop-index-without-concurrently app.j
                create table t (a int); create index concurrently i on orders (a); drop index i => drop-index-without-concurrently i
                reindex index i => reindex-without-concurrently i
                reindex (concurrently off) table orders => reindex-without-concurrently orders
                refresh materialized view app.v => refresh-without-concurrently app.v

                # what is taken away
                drop table if exists orders, app."Lines" => drop-table orders, drop-table app."Lines"
                drop table orders cascade => drop-table orders, cascade orders
                create table t (a int); drop table t, orders => drop-table orders
                alter table orders drop column if exists a cascade, drop b => drop-column orders, cascade orders, drop-column orders
                alter table orders drop constraint c cascade => cascade orders
                drop view v => drop-view v
                drop materialized view if exists v => drop-view v
                drop schema app cascade => drop-schema app, cascade app
                drop type mood => drop-object mood
                drop function if exists f(int, text), g() => drop-object f, drop-object g
                drop sequence s => drop-object s
                truncate table only orders, lines restart identity cascade => truncate orders, cascade orders, truncate lines, cascade lines
                truncate orders => truncate orders

                # names
                alter table orders rename to bills => rename-table orders
                alter view v rename to w => rename-table v
                alter table orders set schema archive => rename-table orders
                alter table orders rename column a to b => rename-column orders
                alter table orders rename a to b => rename-column orders
                alter type mood rename value 'a' to 'b' => rename-object mood
                alter table orders rename to bills; create table orders (a int); create index on orders (a); create index on bills (a) => rename-table orders, index-without-concurrently bills
                create table t (a int); alter table t rename to u; create index on t (a) => index-without-concurrently t

                # rows and locks
                update orders set n = 1 => update-without-where orders
                update only app.orders o set n = (select 1 where true) from x => update-without-where app.orders
                update orders set n = 1 where true => update-without-where orders
                delete from orders => delete-without-where orders
                delete from orders where 1 = 1 => delete-without-where orders
                with moved as (delete from orders returning *) insert into archive select * from moved => delete-without-where orders
                with recursive a (n) as (select 1), b as materialized (select 2 for update) update orders set n = 1 => update-without-where orders
                lock table orders, only lines in exclusive mode nowait => lock-table orders, lock-table lines
                set search_path = a; create table t (a int); set search_path = b; delete from t => delete-without-where t
                lock orders => lock-table orders
                set lock_timeout = 0 => lock-timeout-off
                SET LOCAL lock_timeout TO '0ms' => lock-timeout-off
                set session lock_timeout to default => lock-timeout-off
                reset lock_timeout => lock-timeout-off
                select pg_catalog.set_config('lock_timeout', '0', true) => lock-timeout-off

                # what cannot be looked into
                do $$ begin perform 1; end $$ => cannot-be-judged
                call app.migrate(1) => cannot-be-judged
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
            assertThat(danger.source())
                    .matches("https://www\\.postgresql\\.org/docs/current/[a-z-]+\\.html(#[A-Z-]+)?");
        });
    }

    @Test
    void theAdviceNamesTableAndColumn() {
        Danger danger = ReviewCase.of("alter table app.orders alter \"Note\" set not null =>")
                .findFirst()
                .orElseThrow()
                .dangers(MIGRATOR)
                .get(0);

        assertThat(danger.table()).isEqualTo("app.orders");
        assertThat(danger.sentence()).startsWith("reads all of app.orders, and nobody reads or writes it meanwhile");
        assertThat(danger.advice())
                .contains(
                        "ALTER TABLE app.orders ADD CONSTRAINT a_name CHECK (\"Note\" IS NOT NULL) NOT VALID",
                        "ALTER TABLE app.orders VALIDATE CONSTRAINT a_name",
                        "ALTER COLUMN \"Note\" SET NOT NULL");
        assertThat(danger.source()).isEqualTo("https://www.postgresql.org/docs/current/sql-altertable.html");
    }
}
