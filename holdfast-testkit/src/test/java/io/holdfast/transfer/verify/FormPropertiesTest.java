package io.holdfast.transfer.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Value;
import io.holdfast.testkit.Props;
import io.holdfast.transfer.convert.Conversion;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** XFER-2, XFER-5: what the copy makes of a value is what the verification, by its own way, expects of it. */
class FormPropertiesTest {

    /** A stored value that a conversion may be given. */
    private record Case(Conversion conversion, Value stored) {}

    @Test
    void theCopyOfAnyValueHasTheFormOfItsSource() {
        Props.cases(5_000).forAll(Props.random(FormPropertiesTest::anyCase), any -> {
            Value received = any.conversion().apply(any.stored());

            assertThat(Form.received(received, any.conversion()))
                    .isEqualTo(Form.stored(any.stored(), any.conversion()));
        });
    }

    @Test
    void anotherValueHasAnotherForm() {
        Props.cases(5_000).forAll(Props.random(FormPropertiesTest::anyCase), any -> {
            Value changed = changed(any.conversion().apply(any.stored()));

            assertThat(Form.received(changed, any.conversion()))
                    .isNotEqualTo(Form.stored(any.stored(), any.conversion()));
        });
    }

    @Test
    void nullHasAFormThatNoValueHas() {
        for (Conversion conversion : Conversion.values()) {
            assertThat(Form.stored(Value.NULL, conversion)).isEmpty();
            assertThat(Form.received(Value.NULL, conversion)).isEmpty();
        }
        assertThat(Form.stored(text(""), Conversion.TO_TEXT)).isNotEmpty();
    }

    @Test
    void jsonIsEqualWhateverItsLayoutAndOrder() {
        Value stored = text("{\"b\": 1.50, \"a\": [true, null, \"x\"]}");
        Value received = new Value.Json("{\"a\":[true,null,\"x\"],\"b\":1.5}".getBytes(StandardCharsets.UTF_8));

        assertThat(Form.received(received, Conversion.TO_JSON)).isEqualTo(Form.stored(stored, Conversion.TO_JSON));
    }

    private static Case anyCase(Random random) {
        Conversion conversion = Conversion.values()[random.nextInt(Conversion.values().length)];
        return new Case(
                conversion, random.nextInt(20) == 0 ? extreme(conversion, random) : storedFor(conversion, random));
    }

    /** An extreme of what the conversion may be given. */
    private static Value extreme(Conversion conversion, Random random) {
        return switch (conversion) {
            case TO_DECIMAL -> new Value.Int(Long.MIN_VALUE);
            case TO_DOUBLE -> new Value.Real(random.nextBoolean() ? -0.0 : Double.NEGATIVE_INFINITY);
            case TO_DATE -> text("0001-01-01");
            case TO_TIMESTAMP -> text("9999-12-31T23:59:59.999999");
            case TO_TEXT -> new Value.Text(new byte[] {'G', (byte) 0xE8});
            default -> storedFor(conversion, random);
        };
    }

    private static Value storedFor(Conversion conversion, Random random) {
        return switch (conversion) {
            case KEEP ->
                List.<Value>of(
                                new Value.Int(random.nextLong()),
                                new Value.Real(random.nextGaussian()),
                                new Value.Bytes(new byte[] {(byte) random.nextInt()}))
                        .get(random.nextInt(3));
            case TO_DECIMAL ->
                random.nextBoolean()
                        ? new Value.Int(random.nextInt(100_000) * (long) Math.pow(10, random.nextInt(10)))
                        : new Value.Real(random.nextInt(1_000_000) / 100.0 * Math.pow(10, random.nextInt(40) - 20));
            case TO_DOUBLE ->
                random.nextBoolean() ? new Value.Int(random.nextInt()) : new Value.Real(random.nextDouble());
            case TO_BOOLEAN ->
                random.nextBoolean()
                        ? new Value.Int(random.nextInt(2))
                        : text(List.of("true", "FALSE", "t", "No", "yes", "1").get(random.nextInt(6)));
            case TO_DATE -> text(moment(random, "uuuu-MM-dd"));
            case TO_TIME ->
                text(moment(random, List.of("HH:mm", "HH:mm:ss", "HH:mm:ss.SSS").get(random.nextInt(3))));
            case TO_TIMESTAMP ->
                text(moment(
                        random,
                        List.of("uuuu-MM-dd", "uuuu-MM-dd HH:mm", "uuuu-MM-dd'T'HH:mm:ss", "uuuu-MM-dd HH:mm:ss.SSSSSS")
                                .get(random.nextInt(4))));
            case TO_INSTANT ->
                text(moment(random, "uuuu-MM-dd'T'HH:mm:ss.SSS")
                        + List.of("Z", "+01:00", "-09:30").get(random.nextInt(3)));
            case SECONDS_TO_INSTANT, MILLIS_TO_INSTANT ->
                new Value.Int(random.nextInt() * 1000L + random.nextInt(1000));
            case TO_JSON ->
                text("{\"k%d\": [%s, \"%s\"], \"a\": {}}"
                        .formatted(random.nextInt(10), random.nextInt(100_000) / 100.0, random.nextInt(100)));
            case TO_UUID -> text(new UUID(random.nextLong(), random.nextLong()).toString());
            case TO_TEXT, TO_BYTES ->
                List.of(
                                text("é" + random.nextInt()),
                                new Value.Int(random.nextLong()),
                                new Value.Real(random.nextDouble()))
                        .get(random.nextInt(3));
        };
    }

    private static Value changed(Value value) {
        if (value instanceof Value.Int number) {
            return new Value.Int(number.value() + 1);
        }
        if (value instanceof Value.Real number) {
            return new Value.Real(number.value() == 0 ? 1 : -number.value());
        }
        if (value instanceof Value.Decimal number) {
            return new Value.Decimal(number.value().add(new BigDecimal("0.000000000000000000000000000000000001")));
        }
        if (value instanceof Value.Bool bool) {
            return new Value.Bool(!bool.value());
        }
        if (value instanceof Value.Date date) {
            return new Value.Date(date.epochDay() + 1);
        }
        if (value instanceof Value.Time time) {
            return new Value.Time(time.micros() ^ 1);
        }
        if (value instanceof Value.Timestamp moment) {
            return new Value.Timestamp(moment.micros() ^ 1);
        }
        if (value instanceof Value.Instant moment) {
            return new Value.Instant(moment.micros() ^ 1);
        }
        if (value instanceof Value.Uuid uuid) {
            return new Value.Uuid(new UUID(uuid.value().getMostSignificantBits() ^ 1, 0));
        }
        if (value instanceof Value.Json) {
            return new Value.Json("{}".getBytes(StandardCharsets.UTF_8));
        }
        return value instanceof Value.Bytes bytes
                ? new Value.Bytes((new String(bytes.value(), StandardCharsets.ISO_8859_1) + "x")
                        .getBytes(StandardCharsets.ISO_8859_1))
                : text("x" + new String(((Value.Text) value).utf8(), StandardCharsets.UTF_8));
    }

    private static String moment(Random random, String pattern) {
        Instant instant = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1000L);
        return DateTimeFormatter.ofPattern(pattern).format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }

    private static Value text(String text) {
        return new Value.Text(text.getBytes(StandardCharsets.UTF_8));
    }
}
