package io.holdfast.postgresql.sqlstate;

import io.holdfast.engine.Engine;
import io.holdfast.error.RetryClass;
import io.holdfast.postgresql.PostgresqlEngine;
import io.holdfast.testkit.Decision;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The page that lists what every code means, made by asking the engine. */
final class ErrorsDocument {
    private static final String HEAD = """
            | code | condition | kind | again | sentence | provoked |
            |---|---|---|---|---|---|
            """;

    private final Engine engine = new PostgresqlEngine();
    private final Set<String> provoked = Provocations.codes();

    String page() throws Exception {
        Map<String, String> server = ErrorCodes.ofServer();
        Map<String, String> driver = ErrorCodes.ofDriver();
        return """
                # What PostgreSQL's errors mean

                One line for each code that PostgreSQL %d lists (`errcodes.txt`, appendix A of its manual) and for each that its
                driver adds. This page is made from the tables in `io.holdfast.postgresql.sqlstate` by asking the engine, and a
                test fails when the two differ.

                - **kind** is `Failure.kind()`. Where it says *in doubt*, a failure during COMMIT is `outcome-unknown`.
                - **again** is `Failure.retry()` in five phases: connecting, beginning, working, committing, rolling back.
                - **provoked** says whether a test makes a real server or the real driver raise the code: %d of %d. All others
                  are constructed; every code that the server lists is also sent by it on request.

                | again | means |
                |---|---|
                %s
                A code that is in no line has the line of its class, its first two characters. What is in no class is
                `internal`, and never tried again. An encrypted connection that is not offered or cannot be trusted is `tls`
                and never tried again, whatever code the driver gives it; a lost connection anywhere among the causes of a
                failed COMMIT makes it `outcome-unknown`.

                ## Codes of the server

                %s%s
                ## Codes of the driver

                %s%s
                ## Classes

                What a code means that is in none of the lists above.

                | class | kind | again | sentence |
                |---|---|---|---|
                %s
                ## Told apart by the message

                The same code, when its message has these words. A server that speaks another language than English gets the
                code's general meaning.

                | code | words | kind | again | sentence |
                |---|---|---|---|---|
                %s""".formatted(
                        ErrorCodes.version(),
                        provoked.size(),
                        server.size() + driver.size(),
                        Decision.legend(List.of(RetryClass.values())),
                        HEAD,
                        rows(server),
                        HEAD,
                        rows(driver),
                        classes(),
                        shades());
    }

    private String rows(Map<String, String> codes) {
        return codes.entrySet().stream()
                .map(code -> "| %s | %s | %s | %s |%n"
                        .formatted(
                                code.getKey(),
                                code.getValue().replace('_', ' '),
                                decision(new SQLException("x", code.getKey())),
                                provoked.contains(code.getKey()) ? "yes" : "no"))
                .collect(Collectors.joining());
    }

    private String classes() {
        return SqlStates.written().stream()
                .filter(code -> code.length() == 2)
                .map(code -> "| %s | %s |%n".formatted(code, decision(new SQLException("x", code + "ZZZ"))))
                .collect(Collectors.joining());
    }

    private String shades() {
        return Shade.ALL.stream()
                .map(shade -> "| %s | %s | %s |%n".formatted(shade.code(), shade.words(), decision(message(shade))))
                .collect(Collectors.joining());
    }

    private static PSQLException message(Shade shade) {
        String severity = shade.code().startsWith("08") ? "FATAL" : "ERROR";
        return new PSQLException(
                new ServerErrorMessage("S%s\0C%s\0M%s\0\0".formatted(severity, shade.code(), shade.words())));
    }

    private String decision(SQLException thrown) {
        Decision decision = new Decision(engine, thrown);
        return "%s | %s | %s".formatted(decision.kind(), decision.again(), decision.sentence());
    }
}
