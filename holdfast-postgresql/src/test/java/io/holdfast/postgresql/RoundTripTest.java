package io.holdfast.postgresql;

import static io.holdfast.postgresql.Models.column;
import static io.holdfast.postgresql.Models.model;
import static io.holdfast.postgresql.Models.table;
import static io.holdfast.postgresql.Models.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.DataType;
import io.holdfast.engine.DataType.Base;
import io.holdfast.engine.Receiver;
import io.holdfast.engine.Receiver.Staging;
import io.holdfast.engine.RowCursor;
import io.holdfast.engine.RowWriter;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.engine.Value;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.postgresql.session.PostgresqlSession;
import io.holdfast.testkit.Props;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** XFER-3: what is written is what the server holds and what is read back, for every kind of value. */
final class RoundTripTest {
    private static final long FIRST_MICRO = -210_866_803_200_000_000L;

    private final Endpoint endpoint = TestServer.freshDatabase();
    private final Receiver receiver = new PostgresqlEngine().receiver().orElseThrow();
    private Staging staging;
    private int tables;

    @BeforeEach
    void prepare() throws Exception {
        staging = receiver.prepare(endpoint, "app", "test");
    }

    @AfterEach
    void close() {
        staging.close();
    }

    private Table made(DataType type) throws Exception {
        Table table = table("t" + tables++, column("v", type));
        staging.execute(receiver.statements(model(table), "app").get(0));
        return table;
    }

    private List<Value> roundTrip(DataType type, List<Value> values) throws Exception {
        return roundTrip(made(type), values);
    }

    private List<Value> roundTrip(Table table, List<Value> values) throws Exception {
        try (RowWriter writer = staging.writer(table)) {
            for (Value value : values) {
                writer.write(new Value[] {value});
            }
            assertThat(writer.finish()).isEqualTo(values.size());
        }
        List<Value> back = new ArrayList<>();
        try (RowCursor rows = staging.rows(table)) {
            while (rows.next()) {
                back.add(rows.value(0));
            }
        }
        return back;
    }

    /** The server's own text of each value, in the order of writing. */
    private List<String> asServerWrites(Table table, String expression) throws Exception {
        List<String> texts = new ArrayList<>();
        try (PostgresqlSession session = TestServer.open(endpoint);
                Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT %s FROM holdfast_staging_app.%s ORDER BY ctid".formatted(expression, table.name()))) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private void assertComesBack(Base base, Value... values) throws Exception {
        List<Value> written = new ArrayList<>(List.of(values));
        written.add(Value.NULL);
        assertThat(roundTrip(DataType.of(base), written)).isEqualTo(written);
    }

    @Test
    void theExtremesOfEveryTypeComeBack() throws Exception {
        assertComesBack(Base.SMALLINT, new Value.Int(-32768), new Value.Int(32767), new Value.Int(-1));
        assertComesBack(Base.INTEGER, new Value.Int(Integer.MIN_VALUE), new Value.Int(Integer.MAX_VALUE));
        assertComesBack(Base.BIGINT, new Value.Int(Long.MIN_VALUE), new Value.Int(Long.MAX_VALUE), new Value.Int(0));
        assertComesBack(
                Base.DOUBLE,
                new Value.Real(-0.0),
                new Value.Real(Double.MIN_VALUE),
                new Value.Real(Double.MAX_VALUE),
                new Value.Real(Double.NaN),
                new Value.Real(Double.POSITIVE_INFINITY),
                new Value.Real(Double.NEGATIVE_INFINITY));
        assertComesBack(Base.BOOLEAN, new Value.Bool(true), new Value.Bool(false));
        assertComesBack(Base.TEXT, text(""), text("\u00e4\u20ac\ud83d\ude00"), text("x".repeat(200_000)));
        assertComesBack(Base.BYTES, new Value.Bytes(new byte[0]), new Value.Bytes(new byte[] {0, -1, 127}));
        assertComesBack(Base.DATE, new Value.Date(-2_440_588), new Value.Date(0), new Value.Date(2_145_042_905));
        assertComesBack(Base.TIME, new Value.Time(0), new Value.Time(86_399_999_999L), new Value.Time(86_400_000_000L));
        assertComesBack(Base.TIMESTAMP, new Value.Timestamp(FIRST_MICRO), new Value.Timestamp(Long.MAX_VALUE));
        assertComesBack(Base.INSTANT, new Value.Instant(FIRST_MICRO), new Value.Instant(0));
        assertComesBack(Base.UUID, new Value.Uuid(new UUID(-1, 1)), new Value.Uuid(new UUID(0, 0)));
    }

    @Test
    void aJsonDocumentComesBackAsTheServerNormalisesIt() throws Exception {
        byte[] document = "{\"b\": [1, 2.50], \"a\": null}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(roundTrip(DataType.of(Base.JSON), List.of(new Value.Json(document))))
                .containsExactly(new Value.Json(
                        "{\"a\": null, \"b\": [1, 2.50]}".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void anyDecimalComesBackWithItsScaleAndReadsTheSameOnTheServer() throws Exception {
        Table table = made(DataType.of(Base.DECIMAL));
        List<Value> values = new ArrayList<>();
        Props.cases(500).forAll(Props.random(RoundTripTest::decimal), value -> values.add(new Value.Decimal(value)));
        for (String extreme :
                List.of("0", "0.000", "-0.0001", "10000", "9999", "1e-300", "1e300", "12345678.00012340")) {
            values.add(new Value.Decimal(plain(new BigDecimal(extreme))));
        }
        assertThat(roundTrip(table, values)).isEqualTo(values);
        assertThat(asServerWrites(table, "v::text"))
                .isEqualTo(values.stream()
                        .map(value -> ((Value.Decimal) value).value().toPlainString())
                        .toList());
    }

    private static BigDecimal decimal(Random random) {
        return plain(new BigDecimal(new BigInteger(1 + random.nextInt(200), random), random.nextInt(60) - 20)
                .multiply(random.nextBoolean() ? BigDecimal.ONE : BigDecimal.ONE.negate()));
    }

    private static BigDecimal plain(BigDecimal value) {
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    @Test
    void anyTimestampComesBackAndReadsTheSameOnTheServer() throws Exception {
        Table table = made(DataType.of(Base.TIMESTAMP));
        List<Value> values = new ArrayList<>();
        Props.cases(500)
                .forAll(
                        Props.random(random ->
                                Math.floorMod(random.nextLong(), 250_000_000_000_000_000L) - 62_000_000_000_000_000L),
                        micros -> values.add(new Value.Timestamp(micros)));
        assertThat(roundTrip(table, values)).isEqualTo(values);
        DateTimeFormatter form =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);
        assertThat(asServerWrites(table, "to_char(v, 'YYYY-MM-DD\"T\"HH24:MI:SS.US')"))
                .isEqualTo(values.stream()
                        .map(value ->
                                form.format(Instant.EPOCH.plus(((Value.Timestamp) value).micros(), ChronoUnit.MICROS)))
                        .toList());
    }

    @Test
    void anyDateComesBackAndReadsTheSameOnTheServer() throws Exception {
        Table table = made(DataType.of(Base.DATE));
        List<Value> values = new ArrayList<>();
        Props.cases(300)
                .forAll(
                        Props.random(random -> random.nextInt(3_500_000) - 700_000),
                        day -> values.add(new Value.Date(day)));
        assertThat(roundTrip(table, values)).isEqualTo(values);
        assertThat(asServerWrites(table, "to_char(v, 'YYYY-MM-DD')"))
                .isEqualTo(values.stream()
                        .map(value -> LocalDate.ofEpochDay(((Value.Date) value).epochDay())
                                .toString())
                        .toList());
    }

    @Test
    void anyBitsOfADoubleAndAnyWholeNumberComeBack() throws Exception {
        List<Value> reals = new ArrayList<>();
        List<Value> wholes = new ArrayList<>();
        Props.cases(500).forAll(Props.random(Random::nextLong), bits -> {
            double real = Double.longBitsToDouble(bits);
            reals.add(new Value.Real(Double.isNaN(real) ? Double.NaN : real));
            wholes.add(new Value.Int(bits >> (bits & 63)));
        });
        assertThat(roundTrip(DataType.of(Base.DOUBLE), reals)).isEqualTo(reals);
        assertThat(roundTrip(DataType.of(Base.BIGINT), wholes)).isEqualTo(wholes);
    }

    @Test
    void aLimitedDecimalTakesWhatFitsAndRefusesWhatTheServerWouldRound() throws Exception {
        Table table = made(DataType.decimal(4, 2));
        assertThat(roundTrip(table, List.of(new Value.Decimal(new BigDecimal("12.5")))))
                .containsExactly(new Value.Decimal(new BigDecimal("12.50")));
        assertRefused(table, new Value.Decimal(new BigDecimal("1.005")), "a decimal number outside of its range");
        assertRefused(table, new Value.Decimal(new BigDecimal("100")), "a decimal number outside of its range");
    }

    @Test
    void aValueThatDoesNotFitIsRefusedByTableAndColumnAndNeverShown() throws Exception {
        assertRefused(made(DataType.of(Base.BIGINT)), text("secret"), "a value of the kind Text");
        assertRefused(made(DataType.of(Base.SMALLINT)), new Value.Int(70_000), "a whole number outside of its range");
        assertRefused(made(DataType.of(Base.TEXT)), text("a\0b"), "a NUL character");
        assertRefused(made(DataType.of(Base.DATE)), new Value.Date(Integer.MAX_VALUE), "a date outside of its range");
        assertRefused(made(DataType.of(Base.INSTANT)), new Value.Instant(Long.MIN_VALUE), "outside of its range");
        assertRefused(made(DataType.of(Base.TIMESTAMP)), new Value.Timestamp(FIRST_MICRO - 1), "outside of its range");
    }

    private void assertRefused(Table table, Value value, String what) throws Exception {
        try (RowWriter writer = staging.writer(table)) {
            assertThatThrownBy(() -> writer.write(new Value[] {value}))
                    .isInstanceOfSatisfying(
                            HoldfastException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
                    .hasMessageContaining("table %s, column v".formatted(table.name()))
                    .hasMessageContaining(what)
                    .hasMessageNotContaining("secret");
        }
        assertThat(roundTrip(table, List.of(Value.NULL))).contains(Value.NULL);
    }

    @Test
    void aWriterThatIsClosedBeforeItsEndLeavesNoRow() throws Exception {
        Table table = made(DataType.of(Base.BIGINT));
        try (RowWriter writer = staging.writer(table)) {
            for (int row = 0; row < 50_000; row++) {
                writer.write(new Value[] {new Value.Int(row)});
            }
        }
        assertThat(roundTrip(table, List.of())).isEmpty();
    }

    @Test
    void aReaderThatIsClosedInTheMiddleDoesNoHarm() throws Exception {
        Table table = made(DataType.of(Base.TEXT));
        roundTrip(table, java.util.Collections.nCopies(20_000, text("some text that takes a little room")));
        try (RowCursor rows = staging.rows(table)) {
            assertThat(rows.next()).isTrue();
        }
        try (RowCursor rows = staging.rows(table);
                RowCursor others = staging.rows(table)) {
            assertThat(rows.next() && others.next()).isTrue();
        }
    }
}
