package io.holdfast.schema.script;

import static io.holdfast.schema.script.HardCase.of;

import java.util.List;
import java.util.stream.Stream;

/** Scripts for SQLite; each runs as a whole where there is an empty table {@code t (a, b)}. */
final class SqliteCases {
    private static final String INSERT = "insert into t values (1, 'x');";

    private static final List<HardCase> ALL = List.of(
            of("empty statements", 2, ";;insert into t values (1, ';');;\n;" + INSERT),
            of("a semicolon in a text", 2, "insert into t values (1, ';'); insert into t values (2, 'it''s;')"),
            of("a backslash in a text", 2, "insert into t values (1, '\\'); insert into t values (2, ';')"),
            of("a semicolon in brackets", 2, "create table [a;b] (x); insert into [a;b] values (1)"),
            of("a quote in brackets", 2, "create table [it's;] (x);" + INSERT),
            of("brackets in quotes", 3, "create table \"[\" (x); create table \"];\" (x);" + INSERT),
            of("a bracket in brackets", 2, "create table [[;'] (x);" + INSERT),
            of("names in back quotes", 2, "create table `a;b` (x); create table `c``;d` (y)"),
            of("names in quotes", 2, "create table \"a;\"\"b\" (x);" + INSERT),
            of("bytes", 2, "insert into t values (x'00', X'3b');" + INSERT),
            of("dollars are letters", 3, "create table a$$ (x); create table b$$ (y);" + INSERT),
            of("dollars in a row", 2, "insert into t values (1, '$$'); insert into t values (2, '$$;')"),
            of("dollars around parameters", 2, "insert into t values ($a$, $b); insert into t values ($b$, 1)"),
            of("comments do not nest", 2, "/* /* ; */ " + INSERT + " /* ; */ " + INSERT),
            of("a comment at once over", 2, "/**/" + INSERT + "/***/" + INSERT + "/*;*/"),
            of("dashes in a comment", 2, "/* -- */ " + INSERT + " -- /* ;\n" + INSERT),
            of("a carriage return ends no comment", 1, "-- a\r; '\n" + INSERT),
            of("lines that end as on Windows", 2, INSERT + " -- ;\r\n" + INSERT + "\r\n"),
            of("a comment behind the end", 1, INSERT + " -- ; end"),
            of("a byte order mark", 1, "\uFEFF" + INSERT),
            of("a comment behind an operator", 2, "insert into t values (1-- ;\n-2, 3*/* ; */4);" + INSERT),
            of("arrows", 2, "insert into t values ('{\"a\": \";\"}' ->> '$.a', 1||-1);" + INSERT),
            of("a transaction", 3, "begin; " + INSERT + " commit"),
            of("savepoints", 4, "savepoint a; " + INSERT + " rollback to a; release a"),
            of("a setting", 2, "pragma user_version = 5; " + INSERT),
            of("a trigger", 2, """
                    create trigger g after insert on t begin
                    update t set a = a + 1; delete from t where a = 3; end;""" + INSERT),
            of("a trigger that is the last", 2, INSERT + """
                    create trigger g after insert on t begin delete from t; end"""),
            of("a case in a trigger", 2, """
                    create trigger g after insert on t begin
                    update t set b = case when a = 1 then 'x;' else 'y' end; end;""" + INSERT),
            of("a case at the end of a trigger", 2, """
                    create trigger if not exists g after insert on t begin
                    insert into t select 2, case when 1 then case 2 when 3 then 4 end end; end;""" + INSERT),
            of("a case before the body", 2, """
                    create trigger g after insert on t when new.a = case 1 when 1 then 1 end begin
                    select case when 1 then 2 end; end;""" + INSERT),
            of("a temporary trigger", 3, """
                    create temp trigger g after insert on t begin delete from t where a = 8; end;
                    create TEMPORARY trigger h after insert on t begin delete from t where a = 9; end;""" + INSERT),
            of("a trigger called begin", 2, """
                    create trigger begin after insert on t begin delete from t where a = 9; end;""" + INSERT),
            of("a trigger called end", 2, """
                    create trigger end after insert on t begin delete from t where a = 9; end;""" + INSERT),
            of("comments and texts in a trigger", 2, """
                    create trigger g after insert on t begin -- ; end;
                    update t set b = '; end;' /* ; end; */; end;""" + INSERT),
            of("a column called end in a trigger", 2, """
                    create trigger g after insert on t begin select 1 as end; select 2; end;""" + INSERT),
            of("a trigger on a view", 3, """
                    create view v as select a from t;
                    create trigger g instead of insert on v begin select raise(abort, 'no; end;'); end;""" + INSERT),
            of("an explained trigger", 2, """
                    explain create trigger g after insert on t begin delete from t; delete from t; end;""" + INSERT),
            of("columns called trigger, begin and end", 2, "create table x (trigger, begin, end);" + INSERT),
            of("a table called trigger", 2, "create table trigger (a);" + INSERT),
            of("a view called trigger", 2, "create view trigger as select a as begin from t;" + INSERT),
            of("a case in a view", 2, "create view v as select case when 1 then ';' end as x;" + INSERT),
            of("letters of other alphabets", 2, "create table gr\u00f6\u00dfe (\u00e4);" + INSERT));

    private SqliteCases() {}

    static Stream<HardCase> all() {
        return ALL.stream();
    }
}
