package io.holdfast.schema.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.ScriptFeature;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** MIG-1: however long and strange a script is, each of its characters is looked at a few times only. */
final class ScriptCostTest {
    private static final Set<ScriptFeature> POSTGRESQL = EnumSet.complementOf(
            EnumSet.of(ScriptFeature.BACKQUOTED_NAMES, ScriptFeature.BRACKETED_NAMES, ScriptFeature.TRIGGER_BODIES));
    private static final int LONG = 5_000_000;
    private static final int MOST_LOOKS = 16;

    /** A name, a beginning, what is repeated until the script is long, an end, and how many statements that are. */
    record Shape(String name, String beginning, String repeated, String end, long statements) {
        static Shape of(String name, String beginning, String repeated, String end) {
            return new Shape(name, beginning, repeated, end, 1);
        }

        String text() {
            return beginning + repeated.repeat(LONG / repeated.length()) + end;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Shape> shapes() {
        return Stream.of(
                Shape.of("a long text", "select '", "x''\n", "'"),
                Shape.of("many values", "insert into t values (0)", ", (1, 'a;')", ""),
                Shape.of("many words", "select a", ", begin atomic", ""),
                Shape.of("a long body", "create function f() returns int begin atomic ", "select case 1 end;", "end"),
                Shape.of("dollars", "select $abcdefgh$", "$abcdefg", "$abcdefgh$"),
                Shape.of("more dollars", "select $$", "$a", "$$"),
                Shape.of("signs", "select 1", "+", "1"),
                Shape.of("signs and others", "select 1", "+*<", "1"),
                Shape.of("comments in comments", "/*".repeat(1000) + "*/".repeat(1000) + "select 1", "/*/**/*/", ""),
                Shape.of("texts that go on", "select E''", "--\n''", ""),
                Shape.of("texts that seem to go on", "select E''", ", E''--\n--\n", ""),
                Shape.of("parentheses", "select ", "(1), ", "1"),
                Shape.of("a long name", "select ", "a$", ""),
                Shape.of("a long number", "select ", "1e+", "1"),
                Shape.of("line ends", "select 1", "\r\n", ""),
                new Shape("many inserts", "", "insert into t values (1, 'it''s');\n", "", LONG / 35));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void aLongScriptIsReadInProportionToItsLength(Shape shape) {
        var text = new Looks(shape.text());
        Script script = new Reading(new Source("long.sql", text), POSTGRESQL).script();
        assertThat(script.statements()).hasSize((int) shape.statements());
        int kept = script.statements().stream()
                .flatMapToInt(each -> IntStream.concat(
                        IntStream.of(each.sql().length()), each.words().stream().mapToInt(String::length)))
                .sum();
        assertThat(kept).as("characters that are kept").isLessThanOrEqualTo(2 * text.length());
    }

    /** A text that lets nobody look at its characters too often. */
    private static final class Looks implements CharSequence {
        private final String text;
        private long looks;

        Looks(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            look(1);
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            look(end - start);
            return text.substring(start, end);
        }

        private void look(int characters) {
            looks += characters;
            if (looks > (long) MOST_LOOKS * text.length()) {
                throw new AssertionError("each character was looked at %d times".formatted(MOST_LOOKS));
            }
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
