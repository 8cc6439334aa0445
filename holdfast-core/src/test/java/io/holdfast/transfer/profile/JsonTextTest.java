package io.holdfast.transfer.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XFER-2: JSON that jsonb can hold, and JSON that it would refuse or change. */
class JsonTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "-1.5e3",
                "\"text\"",
                "{\"a\":[1,{\"b\":\"\\u00e9\"}]}",
                " [1] ",
                "\"\\ud83d\\ude00\"",
                "[[[[]]]]",
                "12345678901234567890.123"
            })
    void oneDocumentFits(String text) {
        assertThat(fits(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{a:1}",
                "{'a':1}",
                "1 2",
                "{} {}",
                "NaN",
                "nul",
                "[1] x",
                "// c\n1",
                "{\"a\":1,\"a\":2}",
                "\"\\u0000\"",
                "{\"\\u0000\":1}",
                "\"\\ud800\"",
                "\"\\ude00\\ud83d\"",
                "1e400"
            })
    void whatIsNoDocumentOrWouldBeChangedDoesNotFit(String text) {
        assertThat(fits(text)).isFalse();
    }

    private static boolean fits(String text) {
        return JsonText.fitsJsonb(text.getBytes(StandardCharsets.UTF_8));
    }
}
