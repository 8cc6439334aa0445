package io.holdfast.sqlite;

import io.holdfast.sqlite.file.DatabaseFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What reading leaves behind. SQLite cannot read a database in WAL mode without its {@code -wal} and {@code -shm}
 * files; it makes them where there are none, and a connection that only reads does not remove them. When both were
 * missing and the {@code -wal} is still empty, nobody else has written, and SQLite itself removes them when a
 * connection that may write closes: without a frame in the {@code -wal} the database file is not touched.
 */
final class Traces {
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final DatabaseFile file;
    private final Path wal;
    private final boolean cleanBefore;

    Traces(DatabaseFile file) {
        this.file = file;
        this.wal = file.beside("-wal");
        this.cleanBefore = Files.notExists(wal) && Files.notExists(file.beside("-shm"));
    }

    /**
     * Leaves the folder as it was, where that can be done safely.
     *
     * @return whether nothing of ours is left; false where somebody else is using the file by now, or it is gone
     */
    boolean tidy() {
        try {
            boolean ours = cleanBefore && Files.exists(wal) && Files.size(wal) == 0;
            if (ours && Files.isWritable(file.path())) {
                Opening.touch(file, PATIENCE);
            }
            return !ours || Files.notExists(wal);
        } catch (IOException | SQLException inUseOrGone) {
            return false;
        }
    }
}
