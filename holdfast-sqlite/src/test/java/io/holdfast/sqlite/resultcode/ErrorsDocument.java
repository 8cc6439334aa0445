package io.holdfast.sqlite.resultcode;

import io.holdfast.engine.Engine;
import io.holdfast.error.RetryClass;
import io.holdfast.sqlite.SqliteEngine;
import io.holdfast.testkit.Decision;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The page that lists what every code means, made by asking the engine. */
final class ErrorsDocument {
    private final Engine engine = new SqliteEngine();
    private final Set<SQLiteErrorCode> provoked = Provocations.codes();

    String page() {
        return """
                # What SQLite's errors mean

                One line for each code that the driver knows (`SQLiteErrorCode`; their source is
                <https://sqlite.org/rescode.html>). This page is made from the tables in `io.holdfast.sqlite.resultcode` by
                asking the engine, and a test fails when the two differ.

                - **kind** is `Failure.kind()`. Where it says *in doubt*, a failure during COMMIT is `outcome-unknown`.
                - **again** is `Failure.retry()` in five phases: opening, beginning, working, committing, rolling back.
                - **…** in a sentence stands for what SQLite says: names, never a value.
                - **provoked** says whether a test makes SQLite raise the code with a real file: %d of %d. All others are
                  constructed.

                | again | means |
                |---|---|
                %s
                An extended code that is not listed has the line of its primary code, which is its last eight bits. Anything
                else is `internal`, and never tried again.

                ## Codes

                | code | name | kind | again | sentence | provoked |
                |--:|---|---|---|---|---|
                %s
                ## The general error, told apart by its words

                | code | words | kind | sentence |
                |--:|---|---|---|
                %s""".formatted(provoked.size(), SQLiteErrorCode.values().length, legend(), codes(), shades());
    }

    private static String legend() {
        return Decision.legend(Arrays.stream(RetryClass.values())
                .filter(each -> each != RetryClass.FAILOVER && each != RetryClass.REFRESH_CREDENTIALS)
                .toList());
    }

    private String codes() {
        Comparator<SQLiteErrorCode> primaryFirst = Comparator.comparing(code -> code.code & 0xff);
        return Arrays.stream(SQLiteErrorCode.values())
                .sorted(primaryFirst.thenComparing(code -> code.code))
                .map(this::row)
                .collect(Collectors.joining());
    }

    private String row(SQLiteErrorCode code) {
        Decision decision = new Decision(engine, new SQLiteException("…", code));
        return "| %d | %s | %s | %s | %s | %s |%n"
                .formatted(
                        code.code,
                        code.name(),
                        decision.kind(),
                        decision.again(),
                        decision.sentence(),
                        provoked.contains(code) ? "yes" : "no");
    }

    private String shades() {
        return Stream.of("no such table: …", "unknown database …", "table … already exists", "duplicate column name: …")
                .map(this::shade)
                .collect(Collectors.joining());
    }

    private String shade(String words) {
        Decision decision = new Decision(engine, new SQLiteException(words, SQLiteErrorCode.SQLITE_ERROR));
        return "| 1 | %s | %s | %s |%n".formatted(words, decision.kind(), decision.sentence());
    }
}
