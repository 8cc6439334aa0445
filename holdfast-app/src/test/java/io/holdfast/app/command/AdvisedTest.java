package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.Interruption;
import io.holdfast.config.ConfigReference;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.explain.Explanation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** ERR-1, CLI-1: the commands, options and settings to which explanations send people are there. */
final class AdvisedTest {
    private static final Pattern COMMAND = Pattern.compile("\\bholdfast ([a-z]+)(?: ([a-z]+))?");
    private static final Pattern OPTION = Pattern.compile("--[a-z-]+");
    private static final Pattern KEY = Pattern.compile("\\b[a-z-]+\\.[a-z-]+\\b");

    private final CommandLine line = HoldfastCommand.line(new Commons(TestSurroundings.silent(), new Interruption()));

    @Test
    void theCommandsAreThere() {
        assertThat(found(COMMAND)).isNotEmpty().allSatisfy(match -> {
            CommandLine command = line.getSubcommands().get(match.group(1));
            assertThat(command).as(match.group()).isNotNull();
            Map<String, CommandLine> below = command.getSubcommands();
            assertThat(below.isEmpty() || below.containsKey(match.group(2)))
                    .as(match.group())
                    .isTrue();
        });
    }

    @Test
    void theOptionsAreThere() {
        assertThat(found(OPTION))
                .isNotEmpty()
                .allSatisfy(match -> assertThat(line.getSubcommands().values())
                        .as(match.group())
                        .anyMatch(command -> command.getCommandSpec().findOption(match.group()) != null));
    }

    @Test
    void theSettingsAreThere() {
        String reference = ConfigReference.markdown();

        assertThat(found(KEY))
                .isNotEmpty()
                .allSatisfy(match -> assertThat(reference).contains("databases.NAME." + match.group()));
    }

    private static List<MatchResult> found(Pattern pattern) {
        return Arrays.stream(ErrorKind.values())
                .map(kind -> Explanation.of(kind).advice())
                .flatMap(advice -> pattern.matcher(advice).results())
                .toList();
    }
}
