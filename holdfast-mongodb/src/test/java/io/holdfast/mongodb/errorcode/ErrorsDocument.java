package io.holdfast.mongodb.errorcode;

import io.holdfast.engine.Engine;
import io.holdfast.error.RetryClass;
import io.holdfast.mongodb.MongodbEngine;
import io.holdfast.testkit.Decision;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;

/** The page that lists what every code means, made by asking the engine. */
final class ErrorsDocument {
    private final Engine engine = new MongodbEngine();

    String page() {
        return """
                # What MongoDB's errors mean

                One line for each code that Holdfast knows (their source is
                <https://www.mongodb.com/docs/manual/reference/error-codes/>). This page is made from the tables in
                `io.holdfast.mongodb.errorcode` by asking the engine, and a test fails when the two differ.

                - **kind** is `Failure.kind()`. Where it says *in doubt*, a failure of a write is `outcome-unknown`.
                - **again** is `Failure.retry()` in five phases: opening, beginning, working, committing, rolling back. A write
                  that is no transaction is its own commit.
                - The labels of an error come before its code: `TransientTransactionError` has the whole transaction run again,
                  `NoWritesPerformed` says that nothing was done, `UnknownTransactionCommitResult` that nobody knows.

                | again | means |
                |---|---|
                %s
                Anything else is `internal`, and never tried again. What the server says of a failure is not shown: it repeats
                the values of documents.

                ## Codes

                | code | name | kind | again | sentence |
                |--:|---|---|---|---|
                %s""".formatted(Decision.legend(Arrays.asList(RetryClass.values())), codes());
    }

    private String codes() {
        return CodeTable.lines().stream()
                .sorted(Comparator.comparing(Line::code))
                .map(this::row)
                .collect(Collectors.joining());
    }

    private String row(Line line) {
        Decision decision = new Decision(engine, DriverFailuresTest.command(line.code()));
        return "| %d | %s | %s | %s | %s |%n"
                .formatted(line.code(), line.name(), decision.kind(), decision.again(), decision.sentence());
    }
}
