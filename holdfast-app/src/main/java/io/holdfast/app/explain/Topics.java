package io.holdfast.app.explain;

import io.holdfast.app.output.ExitCode;
import io.holdfast.config.tree.Nearest;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Engines;
import io.holdfast.engine.ErrorCodes;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds what somebody asks about: a kind of error, an exit code, or a code of one of {@code engines}. A short number is an
 * exit code; {@code sqlite:5} is SQLite's.
 */
public record Topics(Engines engines) {
    private static final Pattern SHORT_NUMBER = Pattern.compile("\\d{1,4}");
    private static final int SHORTEST_PART = 3;
    private static final int MOST_SUGGESTIONS = 5;

    /**
     * What {@code text} names.
     *
     * @throws HoldfastException of kind CONFIGURATION if that is nothing known; it names what is near
     */
    public Topic find(String text) {
        return kind(text)
                .or(() -> exit(text))
                .or(() -> code(text))
                .orElseThrow(() -> Failure.of(ErrorKind.CONFIGURATION, "there is no error code '%s'".formatted(text))
                        .withHint(hint(text))
                        .exception());
    }

    private static Optional<Topic> kind(String text) {
        return ErrorKind.of(dashed(text)).map(Topic.Kind::new);
    }

    private static Optional<Topic> exit(String text) {
        return Arrays.stream(ExitCode.values())
                .filter(code -> String.valueOf(code.number()).equals(text))
                .<Topic>map(Topic.Exit::new)
                .findFirst();
    }

    private Optional<Topic> code(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return SHORT_NUMBER.matcher(text).matches() ? Optional.empty() : first(engines.all(), text);
        }
        String name = text.substring(0, colon).toLowerCase(Locale.ROOT);
        List<Engine> named = engines.all().stream()
                .filter(engine -> engine.name().equals(name))
                .toList();
        return first(named, text.substring(colon + 1));
    }

    private static Optional<Topic> first(List<Engine> engines, String text) {
        return engines.stream()
                .flatMap(engine -> meaning(engine, text).stream())
                .findFirst();
    }

    private static Optional<Topic> meaning(Engine engine, String text) {
        return engine.errorCodes()
                .flatMap(codes -> codes.find(text))
                .map(found -> new Topic.Code(engine.name(), found));
    }

    private String hint(String text) {
        String bare = text.substring(text.indexOf(':') + 1);
        List<String> near = near(bare).distinct().limit(MOST_SUGGESTIONS).toList();
        String all = "holdfast explain lists all kinds of error";
        return near.isEmpty() ? all : "did you mean %s? %s".formatted(String.join(" or ", near), all);
    }

    private Stream<String> near(String text) {
        return Stream.of(
                        ofEngines(text),
                        Nearest.to(dashed(text), kinds().toList()).stream(),
                        kinds().filter(kind -> text.length() >= SHORTEST_PART && kind.contains(dashed(text))),
                        codes().flatMap(codes -> Nearest.to(text.toUpperCase(Locale.ROOT), codes.known()).stream()))
                .flatMap(found -> found);
    }

    /** Where {@code text} is a code if one says of which engine. */
    private Stream<String> ofEngines(String text) {
        return engines.all().stream()
                .filter(engine -> meaning(engine, text).isPresent())
                .map(engine -> engine.name() + ":" + text);
    }

    private Stream<ErrorCodes> codes() {
        return engines.all().stream().flatMap(engine -> engine.errorCodes().stream());
    }

    private static Stream<String> kinds() {
        return Arrays.stream(ErrorKind.values()).map(ErrorKind::code);
    }

    private static String dashed(String text) {
        return text.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
