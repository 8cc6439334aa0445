package io.holdfast.sqlite.jdbc;

import io.holdfast.error.MaskedCause;
import io.holdfast.log.Log;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Has a log that has grown too long written back and cut off. SQLite writes the log back by itself every thousand pages,
 * but begins it anew only where nobody reads at that moment; under readers that are always there it grows without end.
 */
final class Checkpoints {
    private static final Log log = Log.of(Checkpoints.class);

    private static final long LONGEST_LOG = 64L << 20;
    private static final long PATIENCE = Duration.ofMillis(50).toNanos();
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final Statement statement;
    private final LockWait lock;
    private final long longest;
    private final Pause pause;

    /** When the log of one file may be asked for again, whoever of this process asks. */
    static final class Pause {
        private volatile long until = System.nanoTime();

        private boolean isOver() {
            return System.nanoTime() - until >= 0;
        }

        private void begin() {
            until = System.nanoTime() + PAUSE;
        }
    }

    Checkpoints(Statement statement, LockWait lock, Pause pause) {
        this(statement, lock, LONGEST_LOG, pause);
    }

    /**
     * Cuts logs off.
     *
     * @param longest the size that a log may have, in bytes
     * @param pause of all who write the file
     */
    Checkpoints(Statement statement, LockWait lock, long longest, Pause pause) {
        this.statement = statement;
        this.lock = lock;
        this.longest = longest;
        this.pause = pause;
    }

    /** A commit has ended, and the log has {@code size} bytes. What fails here fails nobody: the commit is done. */
    void afterCommit(long size) {
        if (size <= longest || !pause.isOver()) {
            return;
        }
        long patience = lock.patience();
        lock.limit(Math.min(PATIENCE, patience));
        lock.begin();
        try (ResultSet row = statement.executeQuery("pragma wal_checkpoint(truncate)")) {
            if (row.next() && row.getInt(1) != 0) {
                pause.begin();
            }
        } catch (SQLException failure) {
            pause.begin();
            log.debug("a log of {} bytes could not be written back", size, MaskedCause.of(failure));
        } finally {
            lock.limit(patience);
        }
    }
}
