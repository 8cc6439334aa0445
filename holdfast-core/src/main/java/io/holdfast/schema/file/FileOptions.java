package io.holdfast.schema.file;

import java.time.Duration;
import java.util.Optional;

/**
 * What a file says of how it is to be run.
 *
 * @param transaction whether it runs in a transaction where it can
 * @param foreignKeys whether foreign keys are looked at from statement to statement; otherwise at the end (SQLite)
 * @param placeholders whether {@code ${NAME}} is replaced in it
 * @param lockTimeout how long its statements wait for the locks of others; empty for what is usual
 */
public record FileOptions(
        boolean transaction, boolean foreignKeys, boolean placeholders, Optional<Duration> lockTimeout) {
    static final FileOptions USUAL = new FileOptions(true, true, true, Optional.empty());
}
