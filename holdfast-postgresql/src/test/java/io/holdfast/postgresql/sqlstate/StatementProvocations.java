package io.holdfast.postgresql.sqlstate;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Phase;
import java.util.List;
import java.util.stream.Stream;

/** What a few statements in one session raise. */
final class StatementProvocations {
    /** Code and statements; a statement that begins with a question mark may fail. */
    private static final String ROWS = """
            08P01 | SELECT $1
            0A000 | CREATE EXTENSION no_such
            0LP01 | CREATE TABLE x (a int) ;; GRANT SELECT ON x TO PUBLIC WITH GRANT OPTION
            0Z002 | DO $$ DECLARE t text; BEGIN GET STACKED DIAGNOSTICS t = MESSAGE_TEXT; END $$
            10608 | SELECT xpath('//[', '<a/>')
            20000 | DO $$ BEGIN CASE 1 WHEN 2 THEN NULL; END CASE; END $$
            21000 | SELECT (SELECT generate_series(1, 2))
            22000 | SELECT int4range(2, 1)
            22001 | CREATE TABLE x (a varchar(2)) ;; INSERT INTO x VALUES ('4711')
            22003 | SELECT 2147483647 + 1
            22004 | SELECT array_fill(1, null)
            22007 | SELECT date 'one day'
            22008 | SELECT date '2026-02-30'
            22009 | SELECT time with time zone '10:00+99'
            2200C | SELECT substring('abc' SIMILAR 'a#"b#"c#"d' ESCAPE '#')
            2200H | CREATE SEQUENCE s MAXVALUE 2 START 2 ;; SELECT nextval('s') ;; SELECT nextval('s')
            2200M | SELECT xmlparse(DOCUMENT '<a>')
            2200N | SELECT xmlparse(CONTENT '<a>')
            2200S | SELECT xmlcomment('--')
            2200T | SELECT xmlpi(name php, '?>')
            22011 | SELECT substring('abc' from 1 for -1)
            22012 | SELECT 1 / 0
            22013 | SELECT sum(g) OVER (ORDER BY g ROWS -1 PRECEDING) FROM generate_series(1, 2) g
            22014 | SELECT ntile(0) OVER () FROM generate_series(1, 2)
            22015 | SELECT interval '999999999999 years'
            22016 | SELECT nth_value(g, 0) OVER () FROM generate_series(1, 2) g
            2201B | SELECT 'a' ~ '('
            2201E | SELECT ln(0)
            2201F | SELECT power(0, -1)
            2201G | SELECT width_bucket(1, 1, 1, 3)
            2201W | SELECT 1 LIMIT -1
            2201X | SELECT 1 OFFSET -1
            22021 | SELECT convert_from('\\xff', 'UTF8')
            22023 | SET work_mem = 'much'
            22025 | SELECT 'ab' LIKE 'a\\'
            22026 | CREATE TABLE x (a bit(3)) ;; INSERT INTO x VALUES (B'10')
            2202E | SELECT array[[1], [2, 3]]
            2202G | SELECT * FROM pg_class TABLESAMPLE SYSTEM (10) REPEATABLE (NULL)
            2202H | SELECT * FROM pg_class TABLESAMPLE SYSTEM (101)
            22030 | SELECT JSON_OBJECT('a': 1, 'a': 2 WITH UNIQUE KEYS)
            22031 | SELECT jsonb_path_query('"x"', '$.datetime()')
            22033 | SELECT jsonb_path_query('[1]', 'strict $[5]')
            22034 | SELECT JSON_VALUE(jsonb '[1, 2]', '$[*]' ERROR ON ERROR)
            22035 | SELECT JSON_VALUE(jsonb '{}', 'lax $.a' ERROR ON EMPTY ERROR ON ERROR)
            22036 | SELECT jsonb_path_query('"a"', '$.abs()')
            22038 | SELECT jsonb_path_query('[1, 2]', '$ + 1')
            22039 | SELECT jsonb_path_query('1', 'strict $[0]')
            2203A | SELECT jsonb_path_query('{}', 'strict $.a')
            2203C | SELECT jsonb_path_query('1', '$.keyvalue()')
            2203F | SELECT JSON_VALUE(jsonb '{"a": 1}', '$' ERROR ON ERROR)
            22P02 | SELECT '4711x'::int
            22P03 | CREATE TABLE x (a int2) ;; COPY x FROM PROGRAM 'printf "PGCOPY\\n\\377\\r\\n\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\1\\0\\0\\0\\3\\0\\0\\1\\377\\377"' WITH (FORMAT binary)
            22P04 | CREATE TABLE x (a int) ;; COPY x FROM PROGRAM 'echo 1:2' WITH (DELIMITER ':')
            22P05 | SELECT convert_to(U&'\\20AC', 'LATIN1')
            22P06 | SET backslash_quote = off ;; SELECT E'a\\'b'
            23001 | CREATE TABLE p (a int PRIMARY KEY) ;; CREATE TABLE c (a int REFERENCES p ON DELETE RESTRICT) ;; INSERT INTO p VALUES (4711) ;; INSERT INTO c VALUES (4711) ;; DELETE FROM p
            23502 | CREATE TABLE x (a int NOT NULL, b int) ;; INSERT INTO x VALUES (NULL, 4711)
            23503 | CREATE TABLE p (a int PRIMARY KEY) ;; CREATE TABLE c (a int REFERENCES p) ;; INSERT INTO c VALUES (4711)
            23503 | CREATE TABLE p (a int PRIMARY KEY) ;; CREATE TABLE c (a int REFERENCES p) ;; INSERT INTO p VALUES (4711) ;; INSERT INTO c VALUES (4711) ;; DELETE FROM p
            23505 | CREATE TABLE p (a int PRIMARY KEY) ;; INSERT INTO p VALUES (4711), (4711)
            23514 | CREATE TABLE x (a int CHECK (a < 0)) ;; INSERT INTO x VALUES (4711)
            23P01 | CREATE TABLE x (a int4range, EXCLUDE USING gist (a WITH &&)) ;; INSERT INTO x VALUES ('[1,4711]'), ('[2,4711]')
            24000 | CREATE TABLE x (a int) ;; BEGIN ;; DECLARE c CURSOR FOR SELECT * FROM x ;; DELETE FROM x WHERE CURRENT OF c
            25001 | BEGIN ;; VACUUM
            25006 | BEGIN READ ONLY ;; CREATE TABLE x (a int)
            25P01 | SAVEPOINT a
            25P02 | BEGIN ;; ?SELECT 1 / 0 ;; SELECT 1
            25P04 | SET transaction_timeout = '20ms' ;; SELECT pg_sleep(10)
            26000 | EXECUTE no_such
            27000 | CREATE TABLE x (a int, b int) ;; CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN UPDATE x SET b = 9; RETURN NEW; END' ;; CREATE TRIGGER t BEFORE UPDATE OF a ON x FOR EACH ROW EXECUTE FUNCTION f() ;; INSERT INTO x VALUES (1, 1) ;; UPDATE x SET a = 2
            2BP01 | CREATE TABLE x (a int) ;; CREATE VIEW v AS SELECT * FROM x ;; DROP TABLE x
            2D000 | BEGIN ;; DO $$ BEGIN COMMIT; END $$
            2F003 | CREATE EXTENSION IF NOT EXISTS dblink SCHEMA public ;; CREATE ROLE prohibited ;; SET ROLE prohibited ;; SELECT dblink_connect('host=127.0.0.1 port=1')
            2F005 | CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN END' ;; SELECT f()
            34000 | FETCH NEXT FROM no_such
            39000 | CREATE EXTENSION IF NOT EXISTS pgcrypto SCHEMA public ;; SELECT pgp_sym_decrypt('x', 'y')
            39P01 | SELECT suppress_redundant_updates_trigger()
            39P03 | SELECT * FROM pg_event_trigger_dropped_objects()
            3B001 | BEGIN ;; ROLLBACK TO no_such
            3F000 | CREATE TABLE no_such.x (a int)
            42501 | CREATE ROLE weak ;; SET ROLE weak ;; SELECT * FROM pg_authid
            42601 | SELEC 1
            42602 | SET "a-b.c" = 1
            42611 | CREATE TABLE p (b int GENERATED ALWAYS AS (1) STORED) ;; CREATE TABLE x (b int DEFAULT 3) INHERITS (p)
            42622 | CREATE EXTENSION IF NOT EXISTS ltree SCHEMA public ;; SELECT repeat('a', 70000)::ltree
            42701 | CREATE TABLE x (a int, a int)
            42702 | SELECT oid FROM pg_class, pg_type
            42703 | SELECT no_such
            42704 | DROP TYPE no_such
            42710 | CREATE ROLE postgres
            42712 | SELECT * FROM pg_class a, pg_class a
            42723 | CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1' ;; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'
            42725 | CREATE FUNCTION f(date) RETURNS int LANGUAGE sql AS 'SELECT 1' ;; CREATE FUNCTION f(text) RETURNS int LANGUAGE sql AS 'SELECT 1' ;; DROP FUNCTION f
            42803 | SELECT relname, count(*) FROM pg_class
            42804 | CREATE TABLE x (a int) ;; INSERT INTO x SELECT now()
            42809 | CREATE TABLE x (a int) ;; DROP VIEW x
            42830 | CREATE TABLE p (a int) ;; CREATE TABLE c (a int REFERENCES p (a))
            42846 | SELECT now()::int
            42883 | SELECT no_such()
            428C9 | CREATE TABLE x (a int GENERATED ALWAYS AS IDENTITY) ;; INSERT INTO x VALUES (4711)
            42939 | CREATE ROLE pg_mine
            42P01 | SELECT * FROM no_such
            42P02 | CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT $2'
            42P03 | BEGIN ;; DECLARE c CURSOR FOR SELECT 1 ;; DECLARE c CURSOR FOR SELECT 1
            42P04 | CREATE DATABASE postgres
            42P05 | PREPARE p AS SELECT 1 ;; PREPARE p AS SELECT 1
            42P06 | CREATE SCHEMA public
            42P07 | CREATE TABLE x (a int) ;; CREATE TABLE x (a int)
            42P08 | CREATE TABLE x (a int, b text) ;; PREPARE p AS INSERT INTO x VALUES ($1, $1)
            42P10 | SELECT 1 ORDER BY 5
            42P11 | BEGIN ;; DECLARE c SCROLL NO SCROLL CURSOR FOR SELECT 1
            42P13 | CREATE FUNCTION f(a int, a int) RETURNS int LANGUAGE sql AS 'SELECT 1'
            42P15 | CREATE SCHEMA s1 CREATE TABLE s2.x (a int)
            42P16 | CREATE TABLE x (a int PRIMARY KEY, b int PRIMARY KEY)
            42P17 | CREATE TABLE x (a text) ;; CREATE INDEX ON x (now())
            42P18 | SELECT array[]
            42P19 | WITH RECURSIVE r AS (SELECT 1 UNION SELECT * FROM r a, r b) SELECT * FROM r
            42P20 | SELECT count(*) FROM pg_class WHERE row_number() OVER () > 1
            42P21 | SELECT 'a' COLLATE "C" < 'b' COLLATE "POSIX"
            42P22 | CREATE TABLE x (a text COLLATE "C", b text COLLATE "POSIX") ;; INSERT INTO x VALUES ('a', 'b') ;; SELECT upper(a || b) FROM x
            44000 | CREATE TABLE x (a int) ;; CREATE VIEW v AS SELECT * FROM x WHERE a < 0 WITH CHECK OPTION ;; INSERT INTO v VALUES (4711)
            53100 | COPY (SELECT repeat('x', 1000) FROM generate_series(1, 1000)) TO '/dev/full'
            53200 | SELECT pg_advisory_xact_lock(g) FROM generate_series(1, 1000000) g
            53400 | SET temp_file_limit = '64kB' ;; SET work_mem = '64kB' ;; SELECT g FROM generate_series(1, 100000) g ORDER BY 1 DESC
            54000 | SELECT repeat('x', 1073741824)
            54001 | CREATE FUNCTION f(i int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN f(i + 1); END' ;; SELECT f(1)
            54011 | DO $$ BEGIN EXECUTE 'CREATE TABLE x (' || (SELECT string_agg('c' || g || ' int', ',') FROM generate_series(1, 1601) g) || ')'; END $$
            54023 | DO $$ BEGIN EXECUTE 'SELECT f(' || (SELECT string_agg('1', ',') FROM generate_series(1, 101)) || ')'; END $$
            55000 | CREATE SEQUENCE s ;; SELECT currval('s')
            55006 | BEGIN ;; CREATE TABLE x (a int) ;; DECLARE c CURSOR FOR SELECT * FROM x ;; DROP TABLE x
            55P02 | SET max_connections = 5
            55P04 | CREATE TYPE e AS ENUM ('a') ;; BEGIN ;; ALTER TYPE e ADD VALUE 'b' ;; SELECT 'b'::e
            57014 | SELECT pg_cancel_backend(pg_backend_pid()), pg_sleep(10)
            57P01 | SELECT pg_terminate_backend(pg_backend_pid())
            58030 | SELECT pg_read_file('/proc/self/mem')
            58P01 | LOAD 'no_such'
            58P03 | SELECT pg_read_file(repeat('a', 300))
            HV002 | CREATE EXTENSION IF NOT EXISTS file_fdw SCHEMA public ;; CREATE SERVER s1 FOREIGN DATA WRAPPER file_fdw ;; CREATE FOREIGN TABLE x (a int) SERVER s1
            HV00D | CREATE EXTENSION IF NOT EXISTS file_fdw SCHEMA public ;; CREATE SERVER s2 FOREIGN DATA WRAPPER file_fdw OPTIONS (colour 'red')
            HV00Q | CREATE EXTENSION IF NOT EXISTS postgres_fdw SCHEMA public ;; CREATE SERVER s3 FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '{port}') ;; CREATE USER MAPPING FOR postgres SERVER s3 OPTIONS (user 'postgres', password '{password}') ;; IMPORT FOREIGN SCHEMA no_such FROM SERVER s3 INTO public
            08001 | CREATE EXTENSION IF NOT EXISTS postgres_fdw SCHEMA public ;; CREATE SERVER s4 FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '1') ;; CREATE USER MAPPING FOR postgres SERVER s4 OPTIONS (user 'postgres', password '{password}') ;; CREATE FOREIGN TABLE x (a int) SERVER s4 ;; SELECT * FROM x
            08003 | CREATE EXTENSION IF NOT EXISTS dblink SCHEMA public ;; SELECT dblink_disconnect('no_such')
            P0001 | DO $$ BEGIN RAISE EXCEPTION 'not 4711'; END $$
            P0002 | DO $$ DECLARE i int; BEGIN SELECT oid INTO STRICT i FROM pg_class WHERE false; END $$
            P0003 | DO $$ DECLARE i int; BEGIN SELECT oid INTO STRICT i FROM pg_class; END $$
            P0004 | DO $$ BEGIN ASSERT false; END $$
            XX000 | SELECT satisfies_hash_partition(0, 4, 1, 2)
            """;

    static final List<Provocation> ALL = Stream.concat(
                    ROWS.lines().map(StatementProvocations::row),
                    Stream.of(
                            shaded("57014", ErrorKind.TIMEOUT, "SET statement_timeout = '20ms'", "SELECT pg_sleep(10)"),
                            shaded(
                                    "0A000",
                                    ErrorKind.SERIALIZATION,
                                    "CREATE TABLE x (a int)",
                                    "PREPARE p AS SELECT * FROM x",
                                    "ALTER TABLE x ADD b int",
                                    "EXECUTE p")))
            .toList();

    private StatementProvocations() {}

    private static Provocation row(String row) {
        String[] parts = row.split(" \\| ", 2);
        String[] statements = parts[1].split(" ;; ");
        return Provocation.of(parts[0], Phase.BODY, scene -> {
            for (String each : statements) {
                scene.run(each.replace(
                                "{port}", String.valueOf(scene.database().url().port()))
                        .replace(
                                "{password}",
                                scene.database()
                                        .credentials()
                                        .orElseThrow()
                                        .password()
                                        .reveal()));
            }
        });
    }

    private static Provocation shaded(String code, ErrorKind kind, String... statements) {
        return Provocation.of(code, Phase.BODY, scene -> scene.run(statements)).as(kind);
    }
}
