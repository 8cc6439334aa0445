package io.holdfast.schema.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MIG-1: a list of commands is cut where its elements end, and refused where it is no JSON. */
final class CommandListTest {
    @Test
    void eachElementIsACommandAsItIsWritten() {
        Script list = CommandList.read(
                "V1__x.json", "\uFEFF[\n {\"create\" : \"a\"},\n\n {\"drop\": \"ä\",\n  \"n\": 1.0}\n]");

        assertThat(list.statements())
                .extracting(ScriptStatement::sql)
                .containsExactly("{\"create\" : \"a\"}", "{\"drop\": \"ä\",\n  \"n\": 1.0}");
        assertThat(list.statements()).extracting(ScriptStatement::line).containsExactly(2, 4);
        assertThat(list.statements())
                .extracting(ScriptStatement::plain)
                .containsExactly("{\"create\":\"a\"}", "{\"drop\":\"ä\",\"n\":1.0}");
        assertThat(list.statements().get(1).lineOf(14)).isEqualTo(5);
        assertThat(list.statements().get(0).mentions("create")).isTrue();
        assertThat(list.statements().get(0).words()).containsExactly("CREATE");
        assertThat(list.statements().get(0).tokens()).isEmpty();
    }

    @Test
    void whiteSpaceDoesNotCountAndAllElseDoes() {
        String digest =
                CommandList.read("", "[{\"create\":\"a\",\"n\":[1,{}]}]").digest();
        assertThat(CommandList.read("", " [ { \"create\" : \"a\",\r\n\"n\" : [ 1 , { } ] } ] ")
                        .digest())
                .isEqualTo(digest);
        assertThat(CommandList.read("", "[{\"create\":\"a\",\"n\":[1.0,{}]}]").digest())
                .isNotEqualTo(digest);
        assertThat(CommandList.read("", "[{\"n\":[1,{}],\"create\":\"a\"}]").digest())
                .isNotEqualTo(digest);
    }

    @Test
    void thereMayBeNone() {
        assertThat(CommandList.read("", "[]").statements()).isEmpty();
        assertThat(CommandList.read("", " \n").statements()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"create": "a"}                   | f:1, column 1: this is no command in a list of them
                    [{"create": "a"}, 5]              | f:1, column 19: this is no command in a list of them
                    [{"create": "a"}] []              | f:1, column 19: this is no command in a list of them
                    [{}]                              | f:1, column 2: this command is empty
                    [{"create": "a", "create": "b"}]  | it is no JSON: Duplicate
                    [{"create": "a"                   | it is no JSON: Unexpected end-of-input
                    [{'create': 'a'}]                 | f:1, column 3: it is no JSON
                    """)
    void whatIsNoListIsRefusedWithItsPlace(String text, String message) {
        HoldfastException refused = catchThrowableOfType(HoldfastException.class, () -> CommandList.read("f", text));
        assertThat(refused.kind()).isEqualTo(ErrorKind.SYNTAX);
        assertThat(refused).hasMessageContaining(message);
    }
}
