package io.holdfast.config;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with a unit: times such as {@code 30s} and sizes such as {@code 64MB}. */
final class Measure {
    private static final List<Unit> TIMES = List.of(
            new Unit("d", 86_400_000L),
            new Unit("h", 3_600_000L),
            new Unit("m", 60_000L),
            new Unit("s", 1_000L),
            new Unit("ms", 1L));
    private static final List<Unit> SIZES = List.of(
            new Unit("TB", 1L << 40),
            new Unit("GB", 1L << 30),
            new Unit("MB", 1L << 20),
            new Unit("KB", 1L << 10),
            new Unit("B", 1L));
    private static final String TIME = "[0-9]{1,15}(ms|s|m|h|d)";
    private static final String SIZE = "[0-9]{1,15}(B|KB|MB|GB|TB)";

    private Measure() {}

    static ValueType<Duration> duration(Duration least, Duration most) {
        String expected = "a time from %s to %s, such as 500ms, 30s, 15m or 24h"
                .formatted(write(least.toMillis(), TIMES), write(most.toMillis(), TIMES));
        return ValueType.of(
                "duration",
                expected,
                text -> Duration.ofMillis(
                        read(text, Pattern.compile(TIME), TIMES, expected).within(least.toMillis(), most.toMillis())),
                time -> write(time.toMillis(), TIMES),
                Map.of("type", "string", "pattern", "^" + TIME + "$"));
    }

    static ValueType<Long> size(long least, long most) {
        String expected =
                "a size from %s to %s, such as 512KB, 64MB or 2GB".formatted(write(least, SIZES), write(most, SIZES));
        return ValueType.of(
                "size",
                expected,
                text -> read(text, Pattern.compile(SIZE), SIZES, expected).within(least, most),
                bytes -> write(bytes, SIZES),
                Map.of("type", "string", "pattern", "^" + SIZE + "$"));
    }

    private static Amount read(String text, Pattern pattern, List<Unit> units, String expected) throws InvalidValue {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw ValueType.refused(text, expected);
        }
        String name = matcher.group(1);
        long factor = units.stream()
                .filter(unit -> unit.name().equals(name))
                .mapToLong(Unit::factor)
                .findFirst()
                .orElse(1);
        var number = new BigInteger(text.substring(0, text.length() - name.length()));
        return new Amount(text, number.multiply(BigInteger.valueOf(factor)), expected);
    }

    private static String write(long amount, List<Unit> units) {
        for (Unit unit : units) {
            if (amount != 0 && amount % unit.factor() == 0) {
                return amount / unit.factor() + unit.name();
            }
        }
        return "0" + units.get(units.size() - 1).name();
    }

    private record Unit(String name, long factor) {}

    private record Amount(String text, BigInteger number, String expected) {
        long within(long least, long most) throws InvalidValue {
            if (number.compareTo(BigInteger.valueOf(least)) < 0 || number.compareTo(BigInteger.valueOf(most)) > 0) {
                throw ValueType.refused(text, expected);
            }
            return number.longValueExact();
        }
    }
}
