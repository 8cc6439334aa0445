package io.holdfast.degrade.queue;

import io.holdfast.disk.Disk;
import io.holdfast.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A disk that has no space left while a test says so. */
final class FullDisk implements Disk {
    private final Disk disk;

    @Nullable
    Trouble trouble;

    FullDisk(Disk disk) {
        this.disk = disk;
    }

    /** When it is noticed that there is no space. */
    enum Trouble {
        /** Before anything is written. */
        AT_ONCE,
        /** When a part is written. */
        HALF_WAY,
        /** When all is written, and is forced; only once, as a file system does. */
        AT_THE_FORCE
    }

    private static IOException full() {
        return new IOException("No space left on device");
    }

    private DiskFile watched(DiskFile file) {
        return new DiskFile() {
            @Override
            public void append(byte[] bytes) throws IOException {
                if (trouble == Trouble.AT_ONCE) {
                    throw full();
                }
                if (trouble == Trouble.HALF_WAY) {
                    file.append(Arrays.copyOf(bytes, bytes.length / 2));
                    throw full();
                }
                file.append(bytes);
            }

            @Override
            public void force() throws IOException {
                if (trouble == Trouble.AT_THE_FORCE) {
                    trouble = null;
                    throw full();
                }
                file.force();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    @Override
    public void makeDirectories(Path directory) throws IOException {
        disk.makeDirectories(directory);
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        return watched(disk.create(file));
    }

    @Override
    public DiskFile open(Path file) throws IOException {
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
}
