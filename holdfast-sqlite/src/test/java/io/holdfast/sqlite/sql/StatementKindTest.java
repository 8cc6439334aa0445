package io.holdfast.sqlite.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TX-1: what a text of SQL does to a transaction is told before it runs. */
final class StatementKindTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "READS | select 1",
                "READS | SELECT 1;",
                "READS | /* insert */ select 1",
                "READS | values (1), (2)",
                "READS | explain insert into t values (1)",
                "READS | with a as (select 1) select replace('x', 'y', 'z') from a",
                "READS | select 'a;b'; select 2",
                "WRITES | with a as (select 1) insert into t select * from a",
                "WRITES | with a as (select 1) replace into t select * from a",
                "WRITES | insert into t values (';commit;')",
                "WRITES | /* select */ delete from t",
                "WRITES | replace into t values (1)",
                "WRITES | select 1; update t set a = 1",
                "WRITES | vacuum",
                "WRITES | attach 'other.db' as other",
                "WRITES | create trigger g after insert on t begin update t set a = 2; delete from t; end",
                "WRITES | create trigger g after insert on t begin update t set a = 2; end; select 1",
                "WRITES | create temp trigger g after insert on t begin select case when 1 then 2 end; end; select 1",
                "WRITES | create table x (trigger, replace)",
                "WRITES | pragma user_version = 5",
                "WRITES | pragma main.user_version(5)",
                "WRITES | PRAGMA \"journal_mode\" = delete",
                "WRITES | pragma wal_checkpoint",
                "RETURNS | insert into t values (1) returning a",
                "RETURNS | with a as (select 1) delete from t where a in (select * from a) RETURNING *",
                "RETURNS | select 1; update t set a = 1 returning a",
                "WRITES | insert into t values ('returning')",
                "READS | select returning from t",
                "READS | explain create trigger g after insert on t begin delete from t; end",
                "SETTING | pragma user_version",
                "SETTING | pragma main.user_version;",
                "SETTING | pragma foreign_keys = on",
                "SETTING | pragma table_info(t)",
                "SETTING | pragma",
                "SAVEPOINT | savepoint a",
                "SAVEPOINT | rollback transaction to savepoint a",
                "SAVEPOINT | release a",
                "TRANSACTION | begin",
                "TRANSACTION | BEGIN IMMEDIATE",
                "TRANSACTION | commit",
                "TRANSACTION | end transaction",
                "TRANSACTION | rollback",
                "TRANSACTION | insert into t values (1); commit; insert into t values (2)",
                "TRANSACTION | create trigger g after insert on t begin delete from t; end; commit",
                "TRANSACTION | create table x (trigger); commit",
                "TRANSACTION | explain query plan create trigger g after insert on t begin delete from t; end; commit",
                "TRANSACTION | \uFEFFcommit",
                "TRANSACTION | select 1; \uFEFF commit",
                "WRITES | ]",
                "READS | ~~"
            })
    void theStrongestPartTells(StatementKind kind, String sql) {
        assertThat(StatementKind.of(sql == null ? "" : sql)).isEqualTo(kind);
    }
}
