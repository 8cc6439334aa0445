package io.holdfast.transfer.profile;

import io.holdfast.engine.Value;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A sum over rows that does not depend on their order: each row's SHA-256 is taken as a number, and the numbers are
 * added up modulo 2^128. Equal content gives equal sums; a single changed value changes the sum, but for a chance of one
 * in 2^128. (Bellare and Micciancio, "A new paradigm for collision-free hashing", 1997, describe the construction.)
 */
public final class ContentSum {
    private final MessageDigest digest = sha256();
    private final ByteBuffer number = ByteBuffer.allocate(9);
    private long high;
    private long low;

    /** Adds one row, value by value in the order of the columns. */
    public void addRow(Value[] row) {
        for (Value value : row) {
            feed(value);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        add(hash.getLong(), hash.getLong());
    }

    /** The sum so far, in hexadecimal. */
    public String text() {
        return "%016x%016x".formatted(high, low);
    }

    private void add(long moreHigh, long moreLow) {
        long sum = low + moreLow;
        high += moreHigh + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        low = sum;
    }

    private void feed(Value value) {
        if (value instanceof Value.Int integer) {
            number('i', integer.value());
        } else if (value instanceof Value.Real real) {
            number('r', Double.doubleToRawLongBits(real.value()));
        } else if (value instanceof Value.Text text) {
            bytes('t', text.utf8());
        } else if (value instanceof Value.Bytes bytes) {
            bytes('b', bytes.value());
        } else if (value instanceof Value.Null) {
            number('n', 0);
        } else {
            throw new IllegalArgumentException("no stored value: " + value.getClass());
        }
    }

    private void number(char tag, long value) {
        digest.update(number.clear().put((byte) tag).putLong(value).array());
    }

    private void bytes(char tag, byte[] bytes) {
        number(tag, bytes.length);
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
