package io.holdfast.schema.script;

import static io.holdfast.schema.script.HardCase.of;

import java.util.List;
import java.util.stream.Stream;

/** Scripts for PostgreSQL; each runs as a whole where there is a table {@code t (a int, b text, j jsonb)}. */
final class PostgresqlCases {
    private static final List<HardCase> QUOTES = List.of(
            of("no semicolon at the end", 1, "select 1"),
            of("empty statements", 2, ";;select 1;;\n;select 2;;"),
            of("a semicolon in a text", 2, "select ';'; select 'it''s; fine';"),
            of("a backslash in a plain text", 2, "select 'a\\'; select 'b';"),
            of("a quote behind a backslash", 2, "select E'\\';'; select 2"),
            of("a small e, two backslashes", 2, "select e'a\\\\'; select 2"),
            of("backslashes, then two quotes", 2, "select E'\\\\'';'; select 1"),
            of("E'…' goes on in the next line", 2, "select E'a'\n  'b\\';c'; select 2"),
            of("E'…' goes on behind a comment", 2, "select E'a' -- it's;\n'b\\';c'; select 2"),
            of("E'…' goes on twice", 2, "select E'a'\n\n\t'\\';'\r'\\';'; select 2"),
            of("a plain text goes on", 2, "select 'a'\n'b;\\'; select ';'"),
            of("E'…' before a name", 2, "select E'a'\"b\\\"; select ';'"),
            of("E'…' ends with its line", 2, "select E'a'\nas \"b\\\"; select ';'"),
            of("a type whose name ends with e", 2, "select name'a\\'; select ';'"),
            of("U&'…' with backslashes", 2, "select U&'\\\\', u&'\\0041;'; select ';'"),
            of("U&'…' with its own escape", 2, "select U&'d!0061;\\' uescape '!'; select 2"),
            of("U&\"…\"", 2, "select 1 as U&\"a;\\0062\"\"\"; select 2"),
            of("texts of bits", 2, "select B'01', X'1F', N';', b'', x''; select x'0'"),
            of("a semicolon in a name", 2, "select 1 as \"a;b\"; select 2 as \"c\"\"d;e\""),
            of("quotes in quotes", 2, "select 1 as \"it's\"; select 'a \"b;'"),
            of("comments in quotes", 2, "select 'don''t -- stop; /*'; select 1 as \"a--b;/*\""),
            of("parentheses in quotes", 3, "select '('; select 1 as \"((\"; select $$($$"),
            of("a typed text", 2, "select ';'::text; select text ';'"),
            of("a pattern", 2, "select 'a' ~ E'^\\\\$;', 'b' !~* '$$'; select 2"),
            of("a path in JSON", 2, "select jsonb_path_query('{\"a;\": 1}', '$.\"a;\"'); select 2"),
            of("values", 2, "insert into t values (1, E'\\\\', '{\"a\": \";\"}'); select 1"));

    private static final List<HardCase> COMMENTS = List.of(
            of("a comment to the end of the line", 2, "select 1 -- ; '\n; -- only this\nselect 2 --"),
            of("a comment behind the end", 1, "select 1; -- ; end"),
            of("comments behind the end", 1, "select 1;\n/* ; */\n-- x;\n"),
            of("comments before the beginning", 1, "-- a;\n/* b; */ select 1"),
            of("a comment in a comment", 2, "/* a /* b; */ c; */ select 1; select /* ; /* ' */ ; */ 2"),
            of("the tightest nesting", 2, "select 1 /*/* ; */*/; select 2"),
            of("stars", 2, "/***;***/ select 1; /**/select 2/**/"),
            of("stars in a line comment", 2, "-- /* ;\nselect 1; -- */\nselect 2"),
            of("dashes in a comment", 2, "/* -- */ select 1; select 2 /* $$ ' \" */"),
            of("a comment for a blank", 2, "select 1/**/;/**/select/*;*/2"),
            of("a comment behind a star", 2, "select 2*/* ; */3; select 2"),
            of("a comment behind a number", 2, "select 5-- ;\n-2; select 2"),
            of("a comment behind an operator", 2, "select 1+-- ;\n2; select 3"),
            of("lines that end as on Windows", 2, "select 1; -- x;\r\nselect '\r\n;';\r\n"),
            of("a carriage return ends a comment", 2, "select 1 -- x\r; select 2"),
            of("a carriage return ends the first comment", 1, "-- a;\rselect 1;"),
            of("other white space", 2, "\f select\u000b1;\tselect 2"),
            of("a byte order mark", 2, "\uFEFFselect 1; select 2"));

    private static final List<HardCase> DOLLARS = List.of(
            of("dollar quotes", 2, "select $$;$$; select $$'$$"),
            of("another tag inside", 2, "select $a$ $b$ ; $b$ $$ ; $a$; select 2"),
            of("a text in a text", 2, "do $x$ begin execute $y$ select 1; $y$; end $x$; select 1"),
            of("a tag in capitals is another", 2, "select $a$;$A$;$a$; select 2"),
            of("a dollar too many before the end", 2, "select $a$ ; $$a$; select 2"),
            of("an empty text", 2, "select $$$$, $a$$a$; select 2"),
            of("a dollar inside", 2, "select $$ $ ; $1 $$; select $a$ $$ ; $a $a$"),
            of("a tag of digits and lines", 2, "select $_1$;$1$;$_1$; select 2"),
            of("a tag of other letters", 2, "select $\u00e4$;$\u00e4$; select 2"),
            of("dollars in names", 2, "create table a$b$c (x int); create table d$b$ (x int)"),
            of("dollars at the end of names", 2, "select 1 as a$$; select 2 as b$$"),
            of("dollars in texts", 3, "select '$a$'; select $a$ '$a$; select '$$'"),
            of("parameters", 2, "prepare p (int, int) as select $1, $2; prepare q (int) as select $1"),
            of("typed parameters", 2, "prepare p as select $1::int, $2::text; select '$'"),
            of("a parameter is returned", 3, """
                    create function f(int, int) returns int language sql return $1 + $2;
                    create function g(text) returns text language sql return $1 || '$';
                    select 1"""),
            of("a parameter before FROM", 2, """
                    create function h(int, int) returns bigint language sql
                    return (select $2 from t where b = '$' limit 1); select 2"""),
            of("a body in dollars", 2, """
                    create function f(int) returns int language plpgsql as $$
                    declare x int := $1; begin x := x + 1; return case when x > 1 then x end; end $$;
                    select 1"""),
            of("a body in quotes", 2, """
                    create function f() returns text language plpgsql as 'begin return ''a;''; end';
                    select 1"""),
            of("do", 2, "do 'begin null; end'; do language plpgsql $$begin null; end$$"),
            of("letters outside of the basic plane", 2, "select '\ud83d\ude00;'; select $$\ud83d\ude00;$$"),
            of("letters of other alphabets", 2, "select '\u00e4;' as gr\u00f6\u00dfe; select 2 as \"\u00df;\""));

    private static final List<HardCase> BODIES = List.of(
            of("an atomic body", 2, """
                    create function f() returns int language sql begin atomic select 1; select 2; end;
                    select 3"""),
            of("cases in it", 2, """
                    create function f(a int) returns int language sql begin atomic
                    select case when a > 1 then case a when 2 then 3 end else 4 end; end; select 1"""),
            of("a case in parentheses in it", 2, """
                    create function f(a int) returns int begin atomic
                    select (case when a = 1 then (select 2) end); end; select 1"""),
            of("a procedure", 2, """
                    create procedure p() language sql begin atomic
                    insert into t (a) values (1); delete from t; end; select 1"""),
            of("comments in it", 2, """
                    create or replace function f() returns int BEGIN /* ; */ Atomic
                    select 1; -- END;
                    END; select 1"""),
            of("an empty body", 2, "create procedure p() begin atomic end; select 1"),
            of("an empty statement in it", 2, "create procedure p() begin atomic ; ; select 1; end; select 1"),
            of("a column called end", 2, """
                    create procedure p() begin atomic
                    select a as end from t; select 1 end; select x.end from (select 1 as end) x; end; select 2"""),
            of("a column called case", 2, """
                    create procedure p() begin atomic select a as case from t; select 1; end; select 2"""),
            of("it returns", 2, "create function f() returns int begin atomic return 1; end; select 1"),
            of("texts in it", 2, """
                    create procedure p() begin atomic
                    insert into t (b) values ('; end;'), ($$; end;$$), (E'\\'; end;'); end; select 1"""),
            of("names that only look alike", 2, """
                    create table begin_atomic (atomic int, begin int);
                    select begin_atomic.atomic from begin_atomic"""),
            of("a function called atomic", 2, """
                    create function atomic() returns int language sql return 1; select atomic()"""),
            of("a function and parameter called begin", 2, """
                    create function begin(begin int, atomic int) returns int language sql return 1; select 2"""),
            of("a column called begin as atomic", 2, "select begin atomic from (select 1 as begin) x; select 2"),
            of("the same in a view", 2, """
                    create view v as select begin atomic from (select 1 as begin) x; select 2"""),
            of("a schema called begin", 3, """
                    create schema begin; create function begin.atomic() returns int language sql return 1;
                    drop schema begin cascade"""),
            of("a type called atomic", 3, """
                    create type atomic as (x int);
                    create function f() returns atomic language sql begin atomic select 1; end; select 2"""),
            of("a case is returned", 2, """
                    create function f(a int) returns int language sql
                    return case when a > 0 then 1 else 2 end; select 1"""),
            of("a rule with two actions", 3, """
                    create table w (a int); create rule r as on insert to w do also
                    (insert into t (a) values (1); delete from t); select 1"""),
            of("a semicolon too many in it", 3, """
                    create table w (a int); create rule r as on insert to w do instead
                    (insert into t (b) values (';)'); delete from t where (a = (1));); select 1"""),
            of("a trigger", 3, """
                    create function f() returns trigger language plpgsql as $$begin return new; end$$;
                    create trigger g before insert on t for each row when (new.a > 1) execute function f();
                    select 1"""));

    private static final List<HardCase> STATEMENTS = List.of(
            of("question marks", 2, "select j ? 'a;', j ?| array['b'], j ?& array[';'] from t; select 2"),
            of("search in texts", 2, "select to_tsvector('a;b') @@ to_tsquery('a'); select @ -5, |/ 4, ||/ 8"),
            of("paths", 2, "select j #>> '{a;}', j -> 'x' ->> ';' from t; select 2#3"),
            of("minus", 2, "select 1 - -1, - - 2, 1-(-1), 2-+1; select 3"),
            of("division", 3, "select 4 /2; select 8/ 2; select 3 / 1"),
            of("a named operator", 2, "select 5 operator(pg_catalog.+) 3; select 2"),
            of("brackets", 2, "select (array[1, 2])[1], '{;}'::text[]; select (array[1])[1:1]"),
            of("numbers", 2, "select 1e-5, .5, 1., 0x1F, 1_000, 1.5e+3, 1e5; select 2.;"),
            of("a transaction", 3, "begin; select 1; commit"),
            of("savepoints", 5, "start transaction; savepoint a; rollback to a; release a; end"),
            of("an abandoned transaction", 2, "begin isolation level serializable; abort"),
            of("a chain", 3, "begin; commit and chain; rollback"),
            of("a cursor", 5, "begin; declare c cursor for select ';'; fetch c; close c; commit"),
            of(
                    "a statement called transaction",
                    3,
                    "prepare transaction as select 2; execute transaction;" + " deallocate transaction"),
            of("a schema with contents", 2, """
                    create schema other create table x (a int) create view y as select a from x;
                    drop schema other cascade"""),
            of("a common table", 2, "with a as (select ';' as s) select * from a; select 2"),
            of("no SELECT", 2, "values (1), (2); table t;"),
            of("a parenthesis at the beginning", 2, "(select 1) union (select 2); select 3"),
            of("plans", 2, "explain select ';'; explain (costs off) insert into t (a) values (1)"),
            of("comments on tables", 2, "comment on table t is 'it''s; mine'; comment on table t is null"),
            of("cases", 2, "select case when true then ';' else 'end;' end; select 1 as end"),
            of("messages", 3, "listen a; notify a, ';'; unlisten a"),
            of("settings", 3, "set local work_mem = '1MB'; set search_path to work, public; select 1"),
            of("a domain", 2, "create domain d as text check (value <> ';'); select 1"),
            of("partitions", 3, """
                    create table p (a int) partition by list (a);
                    create table p1 partition of p for values in (1); alter table p detach partition p1"""),
            of("a policy", 2, """
                    alter table t enable row level security;
                    create policy x on t using (b = ';') with check (true)"""),
            of("a merge", 2, """
                    merge into t using (select 1 as x) s on t.a = s.x when matched then update set b = ';'
                    when not matched then insert (a) values (1); select 1"""),
            of("a table called stdin", 2, "create table stdin (a int); select 1 from stdin"),
            of("a generated column", 2, """
                    create table g (a text generated always as (b || ';') stored, b text); select 1"""));

    private PostgresqlCases() {}

    static Stream<HardCase> all() {
        return Stream.of(QUOTES, COMMENTS, DOLLARS, BODIES, STATEMENTS).flatMap(List::stream);
    }
}
