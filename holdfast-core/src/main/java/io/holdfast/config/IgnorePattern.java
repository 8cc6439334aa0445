package io.holdfast.config;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Migrations that are no problem although files and history differ: {@code TYPE:STATE}, such as {@code *:missing}.
 *
 * @param type which migrations are meant
 * @param state how they stand
 */
public record IgnorePattern(Type type, State state) {
    private static final String EVERY = "*";

    /** Which migrations are meant. */
    public enum Type {
        /** All; {@code *} as a text. */
        ANY(EnumSet.allOf(State.class)),
        /** Those with a version. */
        VERSIONED(EnumSet.complementOf(EnumSet.of(State.OUTDATED))),
        /** Those that are applied whenever they have changed. */
        REPEATABLE(EnumSet.of(State.CHANGED, State.MISSING, State.OUTDATED, State.PENDING));

        private final Set<State> possible;

        Type(Set<State> possible) {
            this.possible = Set.copyOf(possible);
        }

        @Override
        public String toString() {
            return this == ANY ? EVERY : word(this);
        }
    }

    /** How they stand; what was begun and is not finished cannot be ignored. */
    public enum State {
        /** The file says something else than what was applied. */
        CHANGED,
        /** It is applied, and newer than every file. */
        FUTURE,
        /** It is applied, and its file is gone. */
        MISSING,
        /** It is older than the newest applied one, and not applied. */
        OUT_OF_ORDER,
        /** A repeatable one is to be applied again; the same as {@link #CHANGED} for these. */
        OUTDATED,
        /** It is not applied. */
        PENDING,
        /** Comments or white space of its file have changed. */
        REFORMATTED,
        /** It was applied and undone. */
        UNDONE;

        @Override
        public String toString() {
            return word(this);
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The words that there are, for messages. */
    static String words() {
        return Arrays.stream(Type.values()).map(IgnorePattern::words).collect(Collectors.joining("; "));
    }

    private static String words(Type type) {
        return type
                + ":"
                + Arrays.stream(State.values())
                        .filter(type.possible::contains)
                        .map(State::toString)
                        .collect(Collectors.joining("|"));
    }

    /** The pattern that {@code text} is; empty where it is none, or no migration can ever meet it. */
    static Optional<IgnorePattern> of(String text) {
        List<String> parts = List.of(text.strip().split(":", -1));
        if (parts.size() != 2) {
            return Optional.empty();
        }
        return Arrays.stream(Type.values())
                .filter(type -> type.toString().equals(parts.get(0)))
                .flatMap(type -> type.possible.stream()
                        .filter(state -> state.toString().equals(parts.get(1)))
                        .map(state -> new IgnorePattern(type, state)))
                .findFirst();
    }

    @Override
    public String toString() {
        return type + ":" + state;
    }
}
