package io.holdfast.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.error.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** CLI-1. */
final class ExitCodeTest {

    @Test
    void everyKindOfErrorHasACodeOtherThanSuccess() {
        for (ErrorKind kind : ErrorKind.values()) {
            assertThat(ExitCode.of(kind)).as(kind.name()).isNotEqualTo(ExitCode.DONE);
        }
    }

    @Test
    void theNumbersAreTheStableOnes() {
        assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 130);
    }

    @Test
    void theDocumentedTableIsThisTable() throws IOException {
        Path document = Path.of(System.getProperty("holdfast.repository"), "docs", "exit-codes.md");
        if (Boolean.getBoolean("holdfast.write-documents")) {
            Files.writeString(document, page());
        }

        assertThat(document)
                .as("docs/exit-codes.md is stale: write it again with"
                        + " mvn -pl holdfast-app -am test -Dtest=ExitCodeTest -Dholdfast.write-documents=true")
                .hasContent(page());
    }

    private static String page() {
        return """
                # Exit codes

                Every `holdfast` command ends with one of these codes. They are stable: scripts can rely on them.
                This page is made from `ExitCode` in holdfast-app, and a test fails when the two differ.

                | Code | Means | When |
                |--:|---|---|
                %s
                ## Which error leads to which code

                | Code | Kinds of error |
                |--:|---|
                %s
                What each kind means, and what to do, stands in [errors.md](errors.md); `holdfast explain 4` tells it of a code.

                An error prints one sentence to standard error, and a line that begins with `hint:` where there is
                something to do about it. `--debug` adds the kind and the trace; no secret is in it.
                """.formatted(meanings(), kinds());
    }

    private static String meanings() {
        return Arrays.stream(ExitCode.values())
                .map(code -> "| %d | %s | %s |%n".formatted(code.number(), code.title(), code.meaning()))
                .collect(Collectors.joining());
    }

    private static String kinds() {
        return Arrays.stream(ExitCode.values())
                .filter(code -> !kinds(code).isEmpty())
                .map(code -> "| %d | %s |%n".formatted(code.number(), kinds(code)))
                .collect(Collectors.joining());
    }

    private static String kinds(ExitCode code) {
        return Arrays.stream(ErrorKind.values())
                .filter(kind -> ExitCode.of(kind) == code)
                .map(ErrorKind::code)
                .collect(Collectors.joining(", "));
    }
}
