package io.holdfast.sqlite.resultcode;

import static org.sqlite.SQLiteErrorCode.SQLITE_CONSTRAINT;
import static org.sqlite.SQLiteErrorCode.SQLITE_CONSTRAINT_CHECK;
import static org.sqlite.SQLiteErrorCode.SQLITE_CONSTRAINT_DATATYPE;
import static org.sqlite.SQLiteErrorCode.SQLITE_CONSTRAINT_FOREIGNKEY;
import static org.sqlite.SQLiteErrorCode.SQLITE_CONSTRAINT_NOTNULL;
import static org.sqlite.SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY;
import static org.sqlite.SQLiteErrorCode.SQLITE_CONSTRAINT_ROWID;
import static org.sqlite.SQLiteErrorCode.SQLITE_CONSTRAINT_TRIGGER;
import static org.sqlite.SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE;
import static org.sqlite.SQLiteErrorCode.SQLITE_CORRUPT_VTAB;
import static org.sqlite.SQLiteErrorCode.SQLITE_ERROR;
import static org.sqlite.SQLiteErrorCode.SQLITE_ERROR_MISSING_COLLSEQ;
import static org.sqlite.SQLiteErrorCode.SQLITE_FULL;
import static org.sqlite.SQLiteErrorCode.SQLITE_MISMATCH;
import static org.sqlite.SQLiteErrorCode.SQLITE_READONLY;
import static org.sqlite.SQLiteErrorCode.SQLITE_TOOBIG;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Phase;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sqlite.SQLiteErrorCode;

/** Every way to raise a code that there is here: {@link ProvokedTest} goes all of them, the document marks their codes. */
final class Provocations {
    private static final String KEYS = "pragma foreign_keys = on";
    private static final String PARENTS =
            "create table t(a integer primary key, b references t(a) deferrable initially %s)";

    private static final List<Provocation> STATEMENTS = List.of(
            Provocation.of(SQLITE_ERROR, "selec 4711"),
            Provocation.of(SQLITE_ERROR, "select 4711 4711"),
            Provocation.of(SQLITE_ERROR, "select 1 from 'x4711' 'x4711' 'x4711'"),
            Provocation.of(SQLITE_ERROR, "select 'x4711"),
            Provocation.of(SQLITE_ERROR, "begin", "begin"),
            Provocation.of(SQLITE_ERROR, "select * from no_such").as(ErrorKind.NOT_FOUND),
            Provocation.of(SQLITE_ERROR, "select no_such()").as(ErrorKind.NOT_FOUND),
            Provocation.of(SQLITE_ERROR, "rollback to no_such").as(ErrorKind.NOT_FOUND),
            Provocation.of(SQLITE_ERROR, "create table t(a)", "create table t(a)")
                    .as(ErrorKind.ALREADY_EXISTS),
            Provocation.of(SQLITE_ERROR, "create table t(a, a)").as(ErrorKind.ALREADY_EXISTS),
            Provocation.of(SQLITE_ERROR_MISSING_COLLSEQ, "select 1 order by 'a' collate no_such"),
            Provocation.of(SQLITE_READONLY, "create table t(a)", "pragma query_only = on", "insert into t values (1)"),
            Provocation.of(
                    SQLITE_FULL,
                    "create table t(a)",
                    "pragma max_page_count = 2",
                    "insert into t values (zeroblob(99999))"),
            Provocation.of(SQLITE_TOOBIG, "select zeroblob(2000000000)"),
            Provocation.of(SQLITE_MISMATCH, "create table t(a integer primary key)", "insert into t values ('x4711')"),
            Provocation.of(
                    SQLITE_CONSTRAINT,
                    "create virtual table t using rtree(id, a, b)",
                    "insert into t values (1, 4711, 2)"),
            Provocation.of(SQLITE_CONSTRAINT_CHECK, "create table t(a check (a < 0))", "insert into t values (4711)"),
            Provocation.of(
                    SQLITE_CONSTRAINT_FOREIGNKEY,
                    KEYS,
                    PARENTS.formatted("immediate"),
                    "insert into t values (1, 4711)"),
            Provocation.of(
                            SQLITE_CONSTRAINT_FOREIGNKEY,
                            KEYS,
                            PARENTS.formatted("deferred"),
                            "begin",
                            "insert into t values (1, 4711)",
                            "commit")
                    .in(Phase.COMMIT),
            Provocation.of(
                    SQLITE_CONSTRAINT_NOTNULL, "create table t(a not null, b)", "insert into t values (null, 4711)"),
            Provocation.of(
                    SQLITE_CONSTRAINT_PRIMARYKEY,
                    "create table t(a integer primary key)",
                    "insert into t values (4711), (4711)"),
            Provocation.of(SQLITE_CONSTRAINT_UNIQUE, "create table t(a unique)", "insert into t values (4711), (4711)"),
            Provocation.of(SQLITE_CONSTRAINT_ROWID, "create table t(a)", "insert into t(rowid) values (4711), (4711)"),
            Provocation.of(
                    SQLITE_CONSTRAINT_TRIGGER,
                    "create table t(a)",
                    "create trigger g before insert on t begin select raise(abort, 'not 4711'); end",
                    "insert into t values (4711)"),
            Provocation.of(
                    SQLITE_CONSTRAINT_DATATYPE, "create table t(a int) strict", "insert into t values ('x4711')"),
            Provocation.of(
                    SQLITE_CORRUPT_VTAB,
                    "create virtual table t using rtree(id, a, b)",
                    "insert into t values (1, 1, 2)",
                    "update t_node set data = x'00'",
                    "select * from t"));

    private Provocations() {}

    static List<Provocation> all() {
        return Stream.of(STATEMENTS, FileProvocations.ALL)
                .flatMap(Collection::stream)
                .toList();
    }

    /** The codes that a test raises for real. */
    static Set<SQLiteErrorCode> codes() {
        return all().stream().map(Provocation::code).collect(Collectors.toSet());
    }
}
