package io.holdfast.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings or arguments that are wrong: all of them at once, so that one restart is enough. */
public final class ConfigurationException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    ConfigurationException(List<String> problems, Failure failure, @Nullable Throwable cause) {
        super(failure, cause);
        this.problems = problems;
    }

    /**
     * Reports {@code problems}, one line each, already masked.
     *
     * @param subject what was read, such as a file's name
     */
    public ConfigurationException(String subject, List<String> problems) {
        this(List.copyOf(problems), summary(subject, problems), null);
    }

    /** One line for each problem; empty where the message itself is the only one. */
    public List<String> problems() {
        return problems;
    }

    private static Failure summary(String subject, List<String> problems) {
        String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        return Failure.of(
                ErrorKind.CONFIGURATION, "%s has %s:%n  %s".formatted(subject, count, String.join("\n  ", problems)));
    }
}
