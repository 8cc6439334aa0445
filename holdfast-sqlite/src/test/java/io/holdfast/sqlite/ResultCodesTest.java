package io.holdfast.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** ERR-1, ERR-2. */
class ResultCodesTest {
    private static final String SCHEMA = "create table p(id integer primary key, u text unique, n text not null,"
            + " c int check (c > 0), r int references p(id))";

    @TempDir
    Path folder;

    @Test
    void eachConstraintHasItsKind() throws Exception {
        TestFile file = TestFile.in(folder, SCHEMA, "insert into p values (1, 'a', 'x', 1, 1)");
        Map<String, ErrorKind> kinds = Map.of(
                "insert into p values (1, 'b', 'x', 1, 1)", ErrorKind.UNIQUE_VIOLATION,
                "insert into p values (2, 'a', 'x', 1, 1)", ErrorKind.UNIQUE_VIOLATION,
                "insert into p values (2, 'b', null, 1, 1)", ErrorKind.NOT_NULL_VIOLATION,
                "insert into p values (2, 'b', 'x', 0, 1)", ErrorKind.CHECK_VIOLATION,
                "insert into p values (2, 'b', 'x', 1, 9)", ErrorKind.FOREIGN_KEY_VIOLATION,
                "insert into p values ('x', 'b', 'x', 1, 1)", ErrorKind.DATA,
                "insert into nowhere values (1)", ErrorKind.SYNTAX,
                "insert into", ErrorKind.SYNTAX);
        for (var expected : kinds.entrySet()) {
            Failure failure = failureOf(file, expected.getKey());
            assertThat(failure.kind()).as(expected.getKey()).isEqualTo(expected.getValue());
            assertThat(failure.retry()).isEqualTo(RetryClass.NEVER);
            assertThat(failure.sentence()).doesNotContain("SQLITE_").doesNotContain("{}");
            assertThat(failure.sqlState()).isNull();
            assertThat(failure.vendorCode()).isNotNull();
        }
    }

    @Test
    void theSentenceNamesWhatTheRowOffended() throws Exception {
        TestFile file = TestFile.in(folder, SCHEMA);
        assertThat(failureOf(file, "insert into p(u) values ('a')").sentence()).isEqualTo("p.n must have a value");
    }

    @Test
    void aFullDiskIsFull() throws Exception {
        TestFile file = TestFile.in(folder, "create table t(a)");
        Throwable thrown = catchThrowable(
                () -> file.run("pragma max_page_count = 2", "insert into t values (randomblob(100000))"));
        assertThat(classify(thrown, Phase.BODY).kind()).isEqualTo(ErrorKind.DISK_FULL);
    }

    @Test
    void everyCodeInEveryPhaseHasAnAnswer() {
        for (SQLiteErrorCode code : SQLiteErrorCode.values()) {
            for (Phase phase : Phase.values()) {
                Failure failure = classify(new SQLiteException("[" + code.name() + "] words (detail)", code), phase);
                assertThat(failure.sentence()).as(code.name()).isNotEmpty().doesNotContain("{}");
                assertThat(failure.hint()).as(code.name()).isNotEmpty();
                assertThat(failure.vendorCode()).isEqualTo(code.code);
                if (failure.kind() == ErrorKind.INTERNAL) {
                    assertThat(failure.retry()).isEqualTo(RetryClass.NEVER);
                }
            }
        }
    }

    @Test
    void theCodesThatCannotBeRaisedHereHaveTheirKind() {
        Map<SQLiteErrorCode, ErrorKind> kinds = Map.ofEntries(
                Map.entry(SQLiteErrorCode.SQLITE_CANTOPEN, ErrorKind.CONNECTION),
                Map.entry(SQLiteErrorCode.SQLITE_NOTADB, ErrorKind.CORRUPT),
                Map.entry(SQLiteErrorCode.SQLITE_CORRUPT_INDEX, ErrorKind.CORRUPT),
                Map.entry(SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT, ErrorKind.SERIALIZATION),
                Map.entry(SQLiteErrorCode.SQLITE_BUSY_RECOVERY, ErrorKind.LOCKED),
                Map.entry(SQLiteErrorCode.SQLITE_LOCKED_SHAREDCACHE, ErrorKind.LOCKED),
                Map.entry(SQLiteErrorCode.SQLITE_READONLY_DBMOVED, ErrorKind.READ_ONLY),
                Map.entry(SQLiteErrorCode.SQLITE_PERM, ErrorKind.PERMISSION),
                Map.entry(SQLiteErrorCode.SQLITE_AUTH, ErrorKind.PERMISSION),
                Map.entry(SQLiteErrorCode.SQLITE_INTERRUPT, ErrorKind.CANCELLED),
                Map.entry(SQLiteErrorCode.SQLITE_IOERR_FSYNC, ErrorKind.RESOURCE),
                Map.entry(SQLiteErrorCode.SQLITE_NOMEM, ErrorKind.RESOURCE),
                Map.entry(SQLiteErrorCode.SQLITE_TOOBIG, ErrorKind.DATA));
        kinds.forEach((code, kind) -> assertThat(
                        classify(new SQLiteException("x", code), Phase.BODY).kind())
                .as(code.name())
                .isEqualTo(kind));
    }

    @Test
    void anErrorWhileTheCommitWasWrittenLeavesItsOutcomeOpen() {
        var broken = new SQLiteException("x", SQLiteErrorCode.SQLITE_IOERR_FSYNC);
        Failure failure = classify(broken, Phase.COMMIT);
        assertThat(failure.kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN);
        assertThat(failure.retry()).isEqualTo(RetryClass.RESOLVE);
        assertThat(classify(broken, Phase.BODY).retry()).isEqualTo(RetryClass.BACK_OFF);
    }

    @Test
    void aFailureOfAnotherKindIsUnexpectedAndFoundInsideOthers() {
        assertThat(classify(new IllegalStateException("x"), Phase.BODY).kind()).isEqualTo(ErrorKind.INTERNAL);
        var full = new SQLiteException("x", SQLiteErrorCode.SQLITE_FULL);
        assertThat(classify(new SQLException(new RuntimeException(full)), Phase.BODY)
                        .kind())
                .isEqualTo(ErrorKind.DISK_FULL);
    }

    private static Failure failureOf(TestFile file, String sql) {
        return classify(catchThrowable(() -> file.run("pragma foreign_keys = on", sql)), Phase.BODY);
    }

    private static Failure classify(Throwable thrown, Phase phase) {
        return new SqliteEngine().classify(thrown, phase);
    }
}
