package io.holdfast.event;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the chain was at one time. Kept where nobody can change it together with the record, it shows whether anything up
 * to it was changed later.
 *
 * @param sequence the number of the last record then
 * @param hash the hash of that record
 * @param at when that was
 */
public record Checkpoint(long sequence, String hash, Instant at) {
    private static final Pattern LINE = Pattern.compile("([1-9][0-9]{0,17}):([0-9a-f]{64}):(.+)");

    /** One line without spaces: sequence, hash and time, with colons between them. */
    public String line() {
        return sequence + ":" + hash + ":" + at;
    }

    /**
     * Reads what {@link #line()} wrote.
     *
     * @throws io.holdfast.error.HoldfastException of kind CONFIGURATION if it is no such line
     */
    public static Checkpoint parse(String line) {
        return read(line)
                .orElseThrow(() -> Failure.of(
                                ErrorKind.CONFIGURATION,
                                "%s is no checkpoint; expected SEQUENCE:HASH:TIME".formatted(line))
                        .withHint("give the whole line that holdfast audit checkpoint printed")
                        .exception());
    }

    /** What {@code line} says; empty if it is no such line. */
    static Optional<Checkpoint> read(String line) {
        Matcher parts = LINE.matcher(line.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Checkpoint(Long.parseLong(parts.group(1)), parts.group(2), Instant.parse(parts.group(3))));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
