package io.holdfast.app.explain;

import io.holdfast.error.Failure;
import io.holdfast.error.RetryClass;
import io.holdfast.error.explain.Explanation;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Explanations for programs, as maps and lists. */
public final class ExplainDocument {
    private ExplainDocument() {}

    /** Every kind of error. */
    public static Map<String, Object> all() {
        return Map.of(
                "kinds", Topic.Kind.all().stream().map(ExplainDocument::kind).toList());
    }

    /** All that there is to say about {@code topic}. */
    public static Map<String, Object> of(Topic topic) {
        if (topic instanceof Topic.Exit exit) {
            return exit(exit);
        }
        return topic instanceof Topic.Code code ? code(code) : kind((Topic.Kind) topic);
    }

    private static Map<String, Object> kind(Topic.Kind kind) {
        Explanation explanation = kind.explanation();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kind", kind.kind().code());
        document.put("title", explanation.title());
        document.put("happened", explanation.happened());
        document.put("data", explanation.data());
        document.put("advice", explanation.advice());
        document.put("retry", word(kind.retry()));
        document.put("repeated", kind.repetition());
        document.put("exit-code", kind.exitCode().number());
        return document;
    }

    private static Map<String, Object> code(Topic.Code code) {
        Failure failure = code.meaning().atWork();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("engine", code.engine());
        document.put("code", code.meaning().code());
        document.put("sentence", failure.sentence());
        document.put("hint", failure.hint());
        document.putAll(kind(code.kind()));
        document.put("retry", word(code.retry()));
        document.put("repeated", code.repetition());
        document.put("kind-at-commit", code.meaning().atCommit().kind().code());
        return document;
    }

    private static Map<String, Object> exit(Topic.Exit exit) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("exit-code", exit.code().number());
        document.put("title", exit.code().title());
        document.put("meaning", exit.code().meaning());
        document.put(
                "kinds", exit.kinds().stream().map(kind -> kind.kind().code()).toList());
        return document;
    }

    private static String word(RetryClass retry) {
        return retry.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
