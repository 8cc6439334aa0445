package io.holdfast.flag;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a flag's values are. */
public enum FlagType {
    /** On or off, written {@code true} or {@code false}. */
    BOOLEAN("true or false", "true|false|on|off"),
    /** A number without a fraction, of 18 digits at most. */
    WHOLE("a number of at most 18 digits, such as 42", "-?[0-9]{1,18}"),
    /** A number that may have a fraction. */
    DECIMAL("a number such as 0.25", "-?[0-9]{1,18}(\\.[0-9]{1,18})?"),
    /** A time that passes, such as {@code 30s}. */
    DURATION("a time such as 500ms, 30s, 15m, 24h or 7d", "[0-9]{1,9}(ms|s|m|h|d)"),
    /** Any text. */
    TEXT("a text of at most 4000 characters", "(?s).{0,4000}");

    private static final Map<String, Long> UNITS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private final String expected;
    private final Pattern pattern;

    FlagType(String expected, String pattern) {
        this.expected = expected;
        this.pattern = Pattern.compile(pattern);
    }

    /** The word for it, as it is typed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The type that {@code word} names.
     *
     * @throws io.holdfast.error.HoldfastException of kind CONFIGURATION if there is none
     */
    public static FlagType of(String word) {
        return find(word)
                .orElseThrow(() -> Failure.of(ErrorKind.CONFIGURATION, "there is no type %s".formatted(word))
                        .withHint("expected one of "
                                + Arrays.stream(values()).map(FlagType::word).collect(Collectors.joining(", ")))
                        .exception());
    }

    static Optional<FlagType> find(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }

    /** The narrowest type that {@code value} can be of. */
    static FlagType fitting(String value) {
        return Arrays.stream(values())
                .filter(type -> type.fits(value))
                .findFirst()
                .orElse(TEXT);
    }

    boolean fits(String value) {
        return pattern.matcher(value).matches() && value.indexOf('\0') < 0;
    }

    /**
     * {@code value} as it is kept.
     *
     * @throws io.holdfast.error.HoldfastException of kind CONFIGURATION if it is not of this type
     */
    String kept(String flag, String value) {
        if (!fits(value)) {
            String shown = value.length() > 60 ? value.substring(0, 60) + "…" : value;
            throw Failure.of(
                            ErrorKind.CONFIGURATION,
                            "%s is %s; expected %s, since %s is of type %s"
                                    .formatted(flag, shown, expected, flag, word()))
                    .withHint("give such a value, or name another type with --type")
                    .exception();
        }
        return switch (this) {
            case BOOLEAN -> value.equals("on") ? "true" : value.equals("off") ? "false" : value;
            case WHOLE -> new BigInteger(value).toString();
            case DECIMAL -> new BigDecimal(value).toPlainString();
            case DURATION, TEXT -> value;
        };
    }

    /** How many milliseconds {@code value}, which is of type DURATION, says. */
    static long millis(String value) {
        String unit = value.replaceFirst("[0-9]+", "");
        return Math.multiplyExact(
                Long.parseLong(value.substring(0, value.length() - unit.length())), UNITS.getOrDefault(unit, 1L));
    }
}
