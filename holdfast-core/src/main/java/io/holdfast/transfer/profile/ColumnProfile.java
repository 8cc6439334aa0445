package io.holdfast.transfer.profile;

import io.holdfast.engine.DataType.Base;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What one column holds: counts of each kind of value and of the forms that decide about its type. Filled by one
 * thread, read afterwards.
 */
public final class ColumnProfile {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*");

    private final Column column;
    private final Map<Trait, Tally> tallies = new EnumMap<>(Trait.class);
    private long smallest = Long.MAX_VALUE;
    private long largest = Long.MIN_VALUE;
    private long bytes;
    private int integerDigits;
    private int fractionDigits;

    ColumnProfile(Column column) {
        this.column = column;
    }

    /** The column. */
    public Column column() {
        return column;
    }

    /** How many values have {@code trait}. */
    public long count(Trait trait) {
        return tallies.containsKey(trait) ? tallies.get(trait).count : 0;
    }

    /** The key of the first row whose value has {@code trait}, such as {@code OrderID=10248}. */
    public Optional<String> firstRow(Trait trait) {
        return Optional.ofNullable(tallies.get(trait)).map(tally -> tally.firstRow);
    }

    /** How many values are not null. */
    public long present() {
        return count(Trait.INT) + count(Trait.REAL) + count(Trait.TEXT) + count(Trait.BYTES);
    }

    /** How many bytes its values take: the length of texts and bytes, 8 for a number. */
    public long bytes() {
        return bytes;
    }

    /** The smallest whole number; meaningless where there is none. */
    public long smallest() {
        return smallest;
    }

    /** The largest whole number; meaningless where there is none. */
    public long largest() {
        return largest;
    }

    /** The most digits that a number has before the decimal point. */
    public int integerDigits() {
        return integerDigits;
    }

    /** The most digits that a number has after the decimal point. */
    public int fractionDigits() {
        return fractionDigits;
    }

    void add(Value value, RowName row) {
        if (value instanceof Value.Null) {
            tally(Trait.NULL, row);
        } else if (value instanceof Value.Int number) {
            integer(number.value(), row);
        } else if (value instanceof Value.Real number) {
            real(number.value(), row);
        } else if (value instanceof Value.Text text) {
            text(text.utf8(), row);
        } else if (value instanceof Value.Bytes bytes) {
            tally(Trait.BYTES, row);
            this.bytes += bytes.value().length;
        } else {
            throw new IllegalArgumentException("a source gives stored values, not " + value.getClass());
        }
    }

    private void integer(long value, RowName row) {
        tally(Trait.INT, row);
        bytes += Long.BYTES;
        smallest = Math.min(smallest, value);
        largest = Math.max(largest, value);
        digits(BigDecimal.valueOf(value));
        if (value != 0 && value != 1) {
            tally(Trait.INT_BEYOND_BOOLEAN, row);
        }
        if (Math.abs((double) value) > 9_007_199_254_740_992d) {
            tally(Trait.INT_BEYOND_DOUBLE, row);
        }
    }

    private void real(double value, RowName row) {
        tally(Trait.REAL, row);
        bytes += Double.BYTES;
        boolean negativeZero = value == 0 && 1 / value < 0;
        if (Double.isFinite(value) && !negativeZero) {
            digits(new BigDecimal(Double.toString(value)).stripTrailingZeros());
        } else {
            tally(Trait.REAL_WITHOUT_DECIMAL, row);
        }
    }

    private void digits(BigDecimal value) {
        integerDigits = Math.max(integerDigits, value.precision() - value.scale());
        fractionDigits = Math.max(fractionDigits, value.scale());
    }

    private void text(byte[] bytes, RowName row) {
        tally(Trait.TEXT, row);
        this.bytes += bytes.length;
        if (TextBytes.hasNul(bytes)) {
            tally(Trait.TEXT_WITH_NUL, row);
        }
        if (!TextBytes.isUtf8(bytes)) {
            tally(Trait.TEXT_NOT_UTF8, row);
            tally(TextBytes.asWindows1252(bytes).isPresent() ? Trait.TEXT_WINDOWS_1252 : Trait.TEXT_UNKNOWN_BYTES, row);
        }
        if (bytes.length < 40 && matches(NUMBER, bytes)) {
            tally(Trait.TEXT_LIKE_NUMBER, row);
        }
        form(bytes, row);
    }

    private void form(byte[] bytes, RowName row) {
        Base wanted = column.type().base();
        switch (wanted) {
            case DATE, TIMESTAMP, INSTANT, TIME -> tally(dateTrait(bytes), row);
            case JSON -> tally(JsonText.fitsJsonb(bytes) ? Trait.TEXT_JSON : Trait.TEXT_NOT_JSON, row);
            case UUID -> tally(matches(UUID, bytes) ? Trait.TEXT_UUID : Trait.TEXT_NOT_UUID, row);
            case BOOLEAN -> tally(BooleanWord.of(bytes).isPresent() ? Trait.TEXT_BOOLEAN : Trait.TEXT_NOT_BOOLEAN, row);
            default -> {
                // the other types ask no more of a text than the counts above tell
            }
        }
    }

    private static Trait dateTrait(byte[] bytes) {
        return DateText.of(bytes)
                .map(date -> switch (date.form()) {
                    case DATE -> Trait.TEXT_DATE;
                    case DATE_TIME -> Trait.TEXT_DATE_TIME;
                    case DATE_TIME_OFFSET -> Trait.TEXT_DATE_TIME_OFFSET;
                    case TIME -> Trait.TEXT_TIME;
                })
                .orElse(Trait.TEXT_NOT_DATE);
    }

    private static boolean matches(Pattern pattern, byte[] bytes) {
        return pattern.matcher(new String(bytes, StandardCharsets.ISO_8859_1)).matches();
    }

    private void tally(Trait trait, RowName row) {
        tallies.computeIfAbsent(trait, none -> new Tally(row.text())).count++;
    }

    private static final class Tally {
        private final String firstRow;
        private long count;

        private Tally(String firstRow) {
            this.firstRow = firstRow;
        }
    }
}
