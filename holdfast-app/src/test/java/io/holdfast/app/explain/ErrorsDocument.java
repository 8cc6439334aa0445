package io.holdfast.app.explain;

import io.holdfast.error.explain.Explanation;
import java.util.stream.Collectors;

/** The page that explains every kind of error, made from what {@code holdfast explain} says. */
final class ErrorsDocument {
    private ErrorsDocument() {}

    static String page() {
        return """
                # Errors

                What each kind of error means, and what to do. `holdfast explain KIND` prints the same, and `holdfast explain CODE`
                explains the codes of the databases: `holdfast explain 40001`, `holdfast explain sqlite:5`. All of those stand in
                [errors-postgresql.md](errors-postgresql.md), [errors-sqlite.md](errors-sqlite.md) and
                [errors-mongodb.md](errors-mongodb.md).
                This page is made from `io.holdfast.error.explain`, and a test fails when the two differ.

                A kind is `Failure.kind()` in Java, and `kind` in JSON and after `--debug`. The last line of each says whether
                Holdfast does the work again by itself, where the code of the database says nothing else.

                | Kind | What it means | [Exit code](exit-codes.md) |
                |---|---|--:|
                %s%s""".formatted(
                        Topic.Kind.all().stream().map(ErrorsDocument::row).collect(Collectors.joining()),
                        Topic.Kind.all().stream().map(ErrorsDocument::chapter).collect(Collectors.joining()));
    }

    private static String row(Topic.Kind kind) {
        String code = kind.kind().code();
        return "| [%s](#%s) | %s | %d |%n"
                .formatted(
                        code, code, kind.explanation().title(), kind.exitCode().number());
    }

    private static String chapter(Topic.Kind kind) {
        Explanation explanation = kind.explanation();
        return """

                ## %s

                **%s.** %s

                - **Your data:** %s
                - **What to do:** %s
                - **Done again by itself?** %s
                """.formatted(
                        kind.kind().code(),
                        explanation.title(),
                        explanation.happened(),
                        explanation.data(),
                        explanation.advice(),
                        kind.repetition());
    }
}
