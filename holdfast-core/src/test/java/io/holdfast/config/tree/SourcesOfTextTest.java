package io.holdfast.config.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.config.tree.Node.Entry;
import io.holdfast.config.tree.Node.Mapping;
import io.holdfast.error.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CFG-1, CFG-3: positions in YAML and in {@code .env}. */
class SourcesOfTextTest {
    private final Problems problems = new Problems();

    @Test
    void keysAndValuesKnowTheirLineAndColumn() {
        Mapping tree = yaml("a: 1\nb:\n  c:  'x'\n  d: [ 1, 2 ]\n");

        Entry b = tree.entries().get(1);
        Entry c = ((Mapping) b.value()).entries().get(0);
        assertThat(b.origin()).hasToString("f.yaml:2:1");
        assertThat(c.origin()).hasToString("f.yaml:3:3");
        assertThat(c.value().origin()).hasToString("f.yaml:3:7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 'canary",
                "a: @canary",
                "a: b: canary",
                "\tcanary: x",
                "a: [canary",
                "canary\nb: x",
                "- canary",
                "a: &x canary\nb: *x",
                "a: 1\n---\ncanary: 2",
                "a: %canary\n b"
            })
    void malformedYamlIsOneProblemWithAPositionAndWithoutItsText(String text) {
        YamlTree.read(Source.FILE, "f.yaml", text, problems);

        assertThat(lines()).singleElement().asString().startsWith("f.yaml:").doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "A=b, b",
                "export A=b, b",
                "  A = b c  # comment, b c",
                "A='b # \"c\"', b # \"c\"",
                "A=\"b\\\"c\\$d\" # e, b\"c$d",
                "A=b#c, b#c"
            })
    void linesOfDotEnvAreReadAsShellsReadThem(String line, String value) {
        assertThat(DotEnv.read(".env", line, problems).get("A").text()).isEqualTo(value);
        assertThat(problems.none()).isTrue();
    }

    @Test
    void brokenLinesOfDotEnvAreProblemsWithoutTheirText() {
        DotEnv.read(".env", "# fine\n\ncanary\nA='canary\nB=1\nB=canary\n", problems);

        assertThat(lines())
                .containsExactly(
                        ".env:3:1, the line cannot be read; expected NAME=VALUE",
                        ".env:4:1, the quotes around the value of A do not match; expected one pair",
                        ".env:6:1, B is set a second time; the first is at .env:5:3");
    }

    @Test
    void theNearestWordIsFoundAndAStrangeOneIsNot() {
        assertThat(Nearest.to("acquire-timout", List.of("acquire-timeout", "size")))
                .contains("acquire-timeout");
        assertThat(Nearest.to("ulr", List.of("url", "user"))).contains("url");
        assertThat(Nearest.to("colour", List.of("url", "user"))).isEmpty();
    }

    @Test
    void aDuplicateKeyKeepsItsFirstValue() {
        assertThat(yaml("a: 1\na: 2\n").entries()).hasSize(1);
        assertThat(lines())
                .containsExactly("f.yaml:2:1, the key \"a\" stands here a second time; the first is at f.yaml:1:1");
    }

    private Mapping yaml(String text) {
        return YamlTree.read(Source.FILE, "f.yaml", text, problems).orElseThrow();
    }

    private List<String> lines() {
        return catchThrowableOfType(ConfigurationException.class, () -> problems.throwIfAny("test"))
                .problems();
    }
}
