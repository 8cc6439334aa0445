package io.holdfast.event;

/**
 * Where a record stands in the chain of its node.
 *
 * @param sequence its number; the first is 1, and each is one more than the one before
 * @param previous the hash of the record before, in 64 hexadecimal digits; {@link #NOTHING_BEFORE} for the first
 * @param leftOver how many bytes lie behind the record before that count for nothing, because their writing was never
 *     finished or had failed; greater than 0 only for the first record of a file
 */
public record ChainLink(long sequence, String previous, long leftOver) {
    /** What stands for the hash of a record before the first. */
    public static final String NOTHING_BEFORE = "0".repeat(64);
}
