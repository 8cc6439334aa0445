package io.holdfast.postgresql.copy;

import java.math.BigDecimal;
import java.sql.SQLException;

/**
 * An exact decimal in the form of numeric.c's numeric_send: groups of four digits around the decimal point, without
 * groups of zeros at either end.
 */
final class NumericOutput {
    private static final int GROUP = 4;
    private static final int LARGEST_SCALE = 16383;
    private static final int LARGEST_WEIGHT = 131072 / GROUP;
    private static final int NEGATIVE = 0x4000;

    private NumericOutput() {}

    /** Whether PostgreSQL can hold {@code value} at all. */
    static boolean holds(BigDecimal value) {
        return value.scale() <= LARGEST_SCALE
                && (long) value.precision() - value.scale() <= (long) LARGEST_WEIGHT * GROUP;
    }

    static void write(BigDecimal value, Output output) throws SQLException {
        BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
        String digits = plain.unscaledValue().abs().toString();
        int whole = digits.length() - plain.scale();
        int before = Math.floorMod(-whole, GROUP);
        int groupsBeforePoint = Math.floorDiv(whole + before, GROUP);
        int groups = (before + digits.length() + GROUP - 1) / GROUP;
        int first = 0;
        while (first < groups && group(digits, before, first) == 0) {
            first++;
        }
        int end = groups;
        while (end > first && group(digits, before, end - 1) == 0) {
            end--;
        }
        boolean zero = first == end;
        output.int32(8 + 2 * (end - first));
        output.int16(end - first);
        output.int16(zero ? 0 : groupsBeforePoint - first - 1);
        output.int16(plain.signum() < 0 ? NEGATIVE : 0);
        output.int16(plain.scale());
        for (int index = first; index < end; index++) {
            output.int16(group(digits, before, index));
        }
    }

    /** Four digits; those before the first and after the last are zeros. */
    private static int group(String digits, int before, int index) {
        int value = 0;
        for (int offset = 0; offset < GROUP; offset++) {
            int position = index * GROUP + offset - before;
            int digit = position < 0 || position >= digits.length() ? 0 : digits.charAt(position) - '0';
            value = value * 10 + digit;
        }
        return value;
    }
}
