package io.holdfast.transfer.verify;

import java.util.BitSet;

/*
 * Rows arrive from the two sides in different orders. Each row goes into the bucket that the hash of its key names, and
 * a bucket holds the number of its rows and the sum of their hashes modulo 2^128, which do not depend on order. Two
 * sides are equal when all their buckets are; where they are not, only the rows of the unequal buckets have to be
 * looked at again, so that memory stays small however large the table is.
 */
/** Sums of rows, by their keys. */
final class Buckets {
    static final int COUNT = 4096;

    private final long[] rows = new long[COUNT];
    private final long[] high = new long[COUNT];
    private final long[] low = new long[COUNT];
    private long all;

    static int indexOf(RowHash key) {
        return (int) (key.high() >>> 52);
    }

    void add(RowHash key, RowHash row) {
        int bucket = indexOf(key);
        long sum = low[bucket] + row.low();
        high[bucket] += row.high() + (Long.compareUnsigned(sum, row.low()) < 0 ? 1 : 0);
        low[bucket] = sum;
        rows[bucket]++;
        all++;
    }

    long all() {
        return all;
    }

    BitSet differingFrom(Buckets other) {
        BitSet differing = new BitSet(COUNT);
        for (int i = 0; i < COUNT; i++) {
            differing.set(i, rows[i] != other.rows[i] || high[i] != other.high[i] || low[i] != other.low[i]);
        }
        return differing;
    }

    /** All buckets as one text, for the report. */
    String text() {
        long sumHigh = 0;
        long sumLow = 0;
        for (int i = 0; i < COUNT; i++) {
            long sum = sumLow + low[i];
            sumHigh += high[i] + (Long.compareUnsigned(sum, sumLow) < 0 ? 1 : 0);
            sumLow = sum;
        }
        return "%016x%016x".formatted(sumHigh, sumLow);
    }
}
