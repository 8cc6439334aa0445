package io.holdfast.sqlite.jdbc;

import io.holdfast.error.MaskedCause;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a log that has grown too long written back and cut off. SQLite writes the log back by itself every thousand pages,
 * but begins it anew only where nobody reads at that moment; under readers that are always there it grows without end.
 */
final class Checkpoints {
    private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);

    private static final long LONGEST_LOG = 64L << 20;
    private static final long PATIENCE = Duration.ofMillis(50).toNanos();
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final Statement statement;
    private final LockWait lock;
    private final long longest;
    private long notBefore = System.nanoTime();

    Checkpoints(Statement statement, LockWait lock) {
        this(statement, lock, LONGEST_LOG);
    }

    /**
     * Cuts logs off.
     *
     * @param longest the size that a log may have, in bytes
     */
    Checkpoints(Statement statement, LockWait lock, long longest) {
        this.statement = statement;
        this.lock = lock;
        this.longest = longest;
    }

    /** A commit has ended, and the log has {@code size} bytes. What fails here fails nobody: the commit is done. */
    void afterCommit(long size) {
        if (size <= longest || System.nanoTime() - notBefore < 0) {
            return;
        }
        long patience = lock.patience();
        lock.limit(Math.min(PATIENCE, patience));
        lock.begin();
        try (ResultSet row = statement.executeQuery("pragma wal_checkpoint(truncate)")) {
            boolean busy = row.next() && row.getInt(1) != 0;
            notBefore = System.nanoTime() + (busy ? PAUSE : 0);
        } catch (SQLException failure) {
            notBefore = System.nanoTime() + PAUSE;
            log.debug("a log of {} bytes could not be written back", size, MaskedCause.of(failure));
        } finally {
            lock.limit(patience);
        }
    }
}
