package io.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ERR-4: the search for planted secrets finds them in every disguise. */
class CanariesTest {

    static Stream<String> outputsWithASecret() {
        return Stream.of(Canaries.PASSWORD, Canaries.PLAIN_PASSWORD, Canaries.TOKEN)
                .flatMap(secret -> Stream.of(
                        "x " + secret + " y",
                        "postgresql://u:" + Canaries.inUrl(secret) + "@h/d",
                        "postgresql://u:" + Canaries.inUrl(secret).toLowerCase(Locale.ROOT) + "@h/d",
                        "Basic " + inBase64("u:" + secret),
                        "Basic " + inBase64("us:" + secret),
                        "Basic " + inBase64("usr:" + secret + "\n"),
                        "…" + secret.substring(6)));
    }

    @ParameterizedTest
    @MethodSource("outputsWithASecret")
    void aSecretIsFoundInEveryDisguiseAndNotShownAgain(String output) {
        assertThatThrownBy(() -> Canaries.assertAbsentFrom(output))
                .isInstanceOf(AssertionError.class)
                .satisfies(failure -> assertThat(failure.getMessage())
                        .doesNotContain(Canaries.PASSWORD, Canaries.PLAIN_PASSWORD, Canaries.TOKEN));
    }

    @Test
    void harmlessTextPasses() {
        assertThatCode(() -> Canaries.assertAbsentFrom("password=•••• and a canary", "another secret"))
                .doesNotThrowAnyException();
    }

    @Test
    void aSecretOfTheTestsOwnIsFound() {
        assertThatThrownBy(() -> Canaries.assertAbsentFrom("it is swordfish", "swordfish"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aSecretIsFoundInJsonHoweverItIsEscaped() {
        String secret = "a\"b\\c/ü\n";
        assertThat(Canaries.inJson(secret)).isEqualTo("a\\\"b\\\\c/ü\\u000a");
        assertThat(Stream.of(
                        "{\"x\":\"a\\\"b\\\\c/ü\\u000a\"}",
                        "{\"x\":\"a\\\"b\\\\c\\/ü\\u000a\"}",
                        "{\"x\":\"a\\\"b\\\\c/\\u00fc\\u000a\"}",
                        "{\"x\":\"{\\\"y\\\":\\\"a\\\\\\\"b\\\\\\\\c/ü\\\\u000a\\\"}\"}"))
                .allSatisfy(output -> assertThatThrownBy(() -> Canaries.assertAbsentFrom(output, secret))
                        .isInstanceOf(AssertionError.class));
    }

    private static String inBase64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
