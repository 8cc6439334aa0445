package io.holdfast.sqlite.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sees what happens to the file of an open database behind SQLite's back. SQLite itself goes on with a file that was
 * deleted or replaced, and what is written there is lost; it takes no notice of rights that were taken away; and of pages
 * that were cut off it knows nothing until it reads them.
 *
 * <p>Each look is one question to the file system. One thread at a time.
 */
public final class FileWatch {
    private static final Set<PosixFilePermission> WRITING =
            Set.of(PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final DatabaseFile file;
    private final Path log;
    private final Object identity;
    private final Class<? extends BasicFileAttributes> kind;
    private @Nullable Object logIdentity;
    private @Nullable Set<PosixFilePermission> rights;
    private long size;
    private long logSize;

    /** What has become of the file. */
    public enum Finding {
        /** It is as it should be. */
        SOUND,
        /** It is not there any more, or another one is there under its name. */
        GONE,
        /** This user may not write it any more. */
        READ_ONLY,
        /** It is smaller than it was: SQLite has made it smaller, or somebody has cut it off. */
        SHRUNK
    }

    /** Watches {@code file}, which is open. */
    public FileWatch(DatabaseFile file) throws IOException {
        this.file = file;
        this.log = file.beside("-wal");
        this.kind =
                Files.getFileAttributeView(file.path(), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS) == null
                        ? BasicFileAttributes.class
                        : PosixFileAttributes.class;
        BasicFileAttributes now = Files.readAttributes(file.path(), kind);
        this.identity = identity(file.path(), now);
        this.size = now.size();
        this.rights = now instanceof PosixFileAttributes posix ? posix.permissions() : null;
        BasicFileAttributes foundLog = find(log, BasicFileAttributes.class);
        this.logIdentity = foundLog == null ? null : identity(log, foundLog);
    }

    /** Looks at the file before something is written to it. */
    public Finding look() throws IOException {
        BasicFileAttributes now = find(file.path(), kind);
        if (now == null || !identity(file.path(), now).equals(identity)) {
            return Finding.GONE;
        }
        if (!isWritable(now)) {
            return Finding.READ_ONLY;
        }
        if (now.size() < size) {
            return Finding.SHRUNK;
        }
        size = now.size();
        return Finding.SOUND;
    }

    /** It is smaller because SQLite has made it smaller: that is its size from now on. */
    public void acceptSize() throws IOException {
        size = file.size();
    }

    /** Looks at file and log after something was written: both have to be those into which it went. */
    public Finding lookAfter() throws IOException {
        BasicFileAttributes found = find(file.path(), BasicFileAttributes.class);
        if (found == null || !identity(file.path(), found).equals(identity)) {
            return Finding.GONE;
        }
        size = Math.max(size, found.size());
        BasicFileAttributes foundLog = find(log, BasicFileAttributes.class);
        if (foundLog == null) {
            logSize = 0;
            return logIdentity == null ? Finding.SOUND : Finding.GONE;
        }
        logSize = foundLog.size();
        Object now = identity(log, foundLog);
        if (logIdentity == null) {
            logIdentity = now;
        }
        return now.equals(logIdentity) ? Finding.SOUND : Finding.GONE;
    }

    private static @Nullable BasicFileAttributes find(Path path, Class<? extends BasicFileAttributes> kind)
            throws IOException {
        try {
            return Files.readAttributes(path, kind);
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    /** Whether the file is still the one that was opened. */
    public boolean isSame() {
        return file.identity().equals(identity);
    }

    /** The size of the log when it was last looked at, in bytes. */
    public long logSize() {
        return logSize;
    }

    /** Rights seldom change, and are only worked out when they do; root may write everything, and means it when it forbids it. */
    private boolean isWritable(BasicFileAttributes now) {
        if (!(now instanceof PosixFileAttributes posix)) {
            return Files.isWritable(file.path());
        }
        Set<PosixFilePermission> found = posix.permissions();
        if (found.equals(rights)) {
            return true;
        }
        boolean writable = found.stream().anyMatch(WRITING::contains) && Files.isWritable(file.path());
        rights = writable ? found : null;
        return writable;
    }

    private static Object identity(Path path, BasicFileAttributes found) {
        Object key = found.fileKey();
        return key == null ? path : key;
    }
}
