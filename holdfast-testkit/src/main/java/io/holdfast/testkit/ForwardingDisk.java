package io.holdfast.testkit;

import io.holdfast.disk.Disk;
import io.holdfast.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A disk that leaves everything to another one; a test that wants trouble overrides where the trouble is. */
public class ForwardingDisk implements Disk {
    private final Disk disk;

    /** Everything goes to {@code disk}. */
    protected ForwardingDisk(Disk disk) {
        this.disk = disk;
    }

    /** What stands before a file that is open for appending. */
    protected DiskFile watched(DiskFile file) {
        return file;
    }

    @Override
    public void makeDirectories(Path directory) throws IOException {
        disk.makeDirectories(directory);
    }

    @Override
    public final DiskFile create(Path file) throws IOException {
        return watched(disk.create(file));
    }

    @Override
    public final DiskFile open(Path file) throws IOException {
        return watched(disk.open(file));
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return disk.read(file);
    }

    @Override
    public long size(Path file) throws IOException {
        return disk.size(file);
    }

    @Override
    public Closeable hold(Path file) throws IOException {
        return disk.hold(file);
    }

    @Override
    public Optional<Closeable> tryHold(Path file) throws IOException {
        return disk.tryHold(file);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        disk.forceDirectory(directory);
    }

    /** A file that leaves everything to another one. */
    public static class Opened implements DiskFile {
        private final DiskFile file;

        /** Everything goes to {@code file}. */
        protected Opened(DiskFile file) {
            this.file = file;
        }

        @Override
        public void append(byte[] bytes) throws IOException {
            file.append(bytes);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
