package io.holdfast.testkit;

import io.holdfast.engine.Engine;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What an engine makes of one exception in all phases, as the generated pages about errors write it.
 *
 * @param engine the engine that is asked
 * @param thrown what it is asked about
 */
public record Decision(Engine engine, Throwable thrown) {

    /** The kind, and whether a commit that meets it is in doubt. */
    public String kind() {
        Failure working = engine.classify(thrown, Phase.BODY);
        boolean differs = engine.classify(thrown, Phase.COMMIT).kind() != working.kind();
        return words(working.kind()).replace(' ', '-') + (differs ? " *in doubt*" : "");
    }

    /** A mark for each phase. */
    public String again() {
        return Arrays.stream(Phase.values())
                .map(phase -> mark(engine.classify(thrown, phase).retry()))
                .collect(Collectors.joining(" ", "`", "`"));
    }

    /** The sentence for people. */
    public String sentence() {
        return engine.classify(thrown, Phase.BODY).sentence();
    }

    /** What the marks mean, one line of a table for each of {@code used}. */
    public static String legend(List<RetryClass> used) {
        return used.stream()
                .map(each -> "| `%s` | %s |%n".formatted(mark(each), words(each)))
                .collect(Collectors.joining());
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String mark(RetryClass retry) {
        return switch (retry) {
            case NEVER -> "–";
            case RECONNECT -> "C";
            case REPLAY -> "R";
            case REPLAY_ON_NEW_CONNECTION -> "N";
            case RESOLVE -> "?";
            case FAILOVER -> "F";
            case BACK_OFF -> "W";
            case REFRESH_CREDENTIALS -> "K";
        };
    }
}
