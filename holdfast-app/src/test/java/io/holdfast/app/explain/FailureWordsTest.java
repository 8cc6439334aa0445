package io.holdfast.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Engines;
import io.holdfast.engine.ErrorCodes;
import io.holdfast.error.Failure;
import io.holdfast.error.Masking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ERR-1, ERR-4, R8: every sentence and every hint of a failure, those of the engines and those in the code. */
class FailureWordsTest {
    /**
     * Words that say how something is built, and not what it means. Words of databases that their users know are no
     * jargon here, such as table, transaction, schema and lock: who gets these sentences runs a database.
     */
    private static final List<String> JARGON = List.of(
            "abort", // an end, from the inside
            "async", // an order of work
            "backend", // a process of the server
            "backoff", // how repetitions are spaced
            "boolean", // a type of this program
            "buffer", // memory of this program
            "callback", // a way to call code
            "enum", // a kind of code
            "errno", // a number of the system
            "exception", // how code tells of a failure
            "handshake", // how two programs begin to talk
            "heap", // memory of this program
            "instance", // a thing of code
            "invalid", // says that, and not why
            "jdbc", // how this program talks to a driver
            "jvm", // what this program runs on
            "mutex", // a lock of this program
            "null pointer", // a defect
            "oid", // a number of the server's insides
            "parse", // how a text is read
            "pgjdbc", // a driver
            "relation", // what the server calls a table
            "sqlstate", // where a code stands
            "stack", // a state of code
            "string", // a type of this program
            "throw", // what code does
            "tuple", // what the server calls a row
            "varchar"); // a type

    private static final int LONGEST = 40;

    private static final Pattern LITERALS = Pattern.compile(
            "(?:Failure\\.of\\(\\s*[\\w.]+,\\s*|withHint\\(\\s*)((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*\\+?\\s*)+)");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql", "mongodb"})
    void whatAnEngineSaysOfItsCodesIsForPeopleAndHasAdvice(String engine) {
        ErrorCodes codes = Engines.onClassPath().named(engine).errorCodes().orElseThrow();

        assertThat(codes.known()).hasSizeGreaterThan(20).allSatisfy(code -> {
            ErrorCodes.Meaning meaning = codes.find(code).orElseThrow();
            for (Failure failure : List.of(meaning.atWork(), meaning.atCommit())) {
                isForPeople(failure.sentence());
                isForPeople(failure.hint());
                assertThat(failure.hint()).as(failure.sentence()).isNotBlank();
            }
        });
    }

    @Test
    void everySentenceAndHintInTheCodeIsForPeople() throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            for (Path file : files.filter(FailureWordsTest::isOurs).toList()) {
                LITERALS.matcher(Files.readString(file)).results().forEach(found -> texts.add(joined(found)));
            }
        }
        assertThat(texts).hasSizeGreaterThan(200).allSatisfy(FailureWordsTest::isForPeople);
    }

    private static boolean isOurs(Path file) {
        String name = file.toString();
        return name.endsWith(".java") && name.contains("/src/main/java/io/holdfast/") && !name.contains("benchmarks");
    }

    private static String joined(MatchResult found) {
        return LITERAL.matcher(found.group(1))
                .results()
                .map(part -> part.group(1))
                .collect(Collectors.joining());
    }

    private static void isForPeople(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        assertThat(JARGON)
                .as(text)
                .noneMatch(word -> Pattern.compile("\\b" + word + "(s|es|ed)?\\b")
                        .matcher(plain)
                        .find());
        assertThat(text).doesNotEndWith(".").doesNotContain("!");
        assertThat(text.split("\\s+", -1)).as(text).hasSizeLessThanOrEqualTo(LONGEST);
        assertThat(Masking.clean(text)).as("nothing in it looks like a secret").isEqualTo(text);
    }
}
