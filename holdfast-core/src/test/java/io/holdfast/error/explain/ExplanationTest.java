package io.holdfast.error.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Masking;
import io.holdfast.error.RetryClass;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ERR-1, ERR-4: every kind of error is told in words that people understand, without secrets, and with advice. */
class ExplanationTest {
    private static final int SHORTEST_ADVICE = 10;

    /** With these words advice begins: something to do, and not something to know. */
    private static final String FIRST_STEP =
            "(Ask|Check|Choose|Correct|Do|Fill|Find|Look|Make|Renew|Send|Stop|Store|Take|Use" + "|Wait|Write) .+";

    @ParameterizedTest
    @EnumSource
    void everyKindHasAllFourParts(ErrorKind kind) {
        Explanation explanation = Explanation.of(kind);

        assertThat(explanation.title()).matches("[A-Z][^.!?]{5,59}");
        assertThat(sentences(explanation)).allSatisfy(text -> assertThat(text).matches("(?s)[A-Z].{15,}\\."));
    }

    @ParameterizedTest
    @EnumSource
    void noTextHasAWordThatOnlyBuildersKnow(ErrorKind kind) {
        assertThat(texts(kind))
                .allSatisfy(
                        text -> assertThat(PlainWords.jargonIn(text)).as(text).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void noSentenceIsTooLong(ErrorKind kind) {
        assertThat(texts(kind))
                .allSatisfy(text -> assertThat(PlainWords.longIn(text)).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void noTextLooksAsIfASecretOrAnAddressWereInIt(ErrorKind kind) {
        assertThat(texts(kind))
                .allSatisfy(text -> assertThat(text)
                        .isEqualTo(Masking.clean(text))
                        .doesNotContain("@", "://", "%s", "{}", "=", "$"));
    }

    @ParameterizedTest
    @EnumSource
    void adviceBeginsWithWhatToDo(ErrorKind kind) {
        String advice = Explanation.of(kind).advice();

        assertThat(advice).matches(FIRST_STEP);
        assertThat(advice.split(" ", -1)).as(advice).hasSizeGreaterThanOrEqualTo(SHORTEST_ADVICE);
    }

    @ParameterizedTest
    @EnumSource
    void itIsSaidWhatBecameOfTheData(ErrorKind kind) {
        assertThat(Explanation.of(kind).data().toLowerCase(Locale.ROOT))
                .matches("(?s).*(changed|stored|stays?|undone|left nothing|lost|published|shortened).*");
    }

    @Test
    void noTwoKindsHaveTheSameTitleOrAdvice() {
        assertThat(all(Explanation::title)).doesNotHaveDuplicates();
        assertThat(all(Explanation::advice)).doesNotHaveDuplicates();
        assertThat(all(Explanation::happened)).doesNotHaveDuplicates();
    }

    @Test
    void noAdviceSaysToRepeatWhatMayHaveBeenStored() {
        assertThat(Explanation.of(ErrorKind.OUTCOME_UNKNOWN).advice()).startsWith("Look at the data before");
        assertThat(Repetition.of(RetryClass.RESOLVE)).startsWith("No.");
    }

    @ParameterizedTest
    @EnumSource
    void whetherWorkIsDoneAgainIsAnsweredWithYesOrNo(RetryClass retry) {
        isPlainAnswer(Repetition.of(retry));
    }

    @ParameterizedTest
    @EnumSource
    void whetherItIsDoneAgainIsAnsweredForEveryKind(ErrorKind kind) {
        isPlainAnswer(Repetition.of(kind));
    }

    @Test
    void noTwoClassesOfRepetitionHaveTheSameAnswer() {
        assertThat(Arrays.stream(RetryClass.values()).map(Repetition::of)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void theCodeOfAKindNamesItAndNoOther(ErrorKind kind) {
        assertThat(kind.code()).matches("[a-z]+(-[a-z]+)*");
        assertThat(ErrorKind.of(kind.code())).contains(kind);
        assertThat(ErrorKind.of(kind.name())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            An exception was thrown           | exception
            The thread was interrupted        | thread
            Set it to null, or call the API   | api,null
            Two SQLSTATEs of the JDBC driver  | driver,jdbc,sqlstate
            Raise pool.size with --schema     | ''
            The structure of the process      | process
            """)
    void jargonIsFoundAsWords(String text, String found) {
        assertThat(String.join(",", PlainWords.jargonIn(text))).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(ints = {PlainWords.LONGEST + 1, 40})
    void aLongSentenceIsFoundAmongShortOnes(int words) {
        String sentence = "word ".repeat(words - 1) + "end.";

        assertThat(PlainWords.longIn("Short. " + sentence + " Short, too.")).containsExactly(sentence);
    }

    private static void isPlainAnswer(String answer) {
        assertThat(answer).matches("(Yes|No)[,.] .+\\.");
        assertThat(PlainWords.jargonIn(answer)).as(answer).isEmpty();
        assertThat(PlainWords.longIn(answer)).isEmpty();
    }

    private static List<String> all(Function<Explanation, String> part) {
        return Arrays.stream(ErrorKind.values()).map(Explanation::of).map(part).toList();
    }

    private static List<String> sentences(Explanation explanation) {
        return List.of(explanation.happened(), explanation.data(), explanation.advice());
    }

    private static List<String> texts(ErrorKind kind) {
        Explanation explanation = Explanation.of(kind);
        return List.of(explanation.title(), explanation.happened(), explanation.data(), explanation.advice());
    }
}
