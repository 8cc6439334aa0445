package io.holdfast.flag;

import io.holdfast.disk.Disk;
import io.holdfast.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The disk of this machine, which takes everything and, while it fails, does not promise to keep it. */
final class UnforcedDisk implements Disk {
    private final Disk disk = Disk.local();
    private volatile boolean failing;

    void fail(boolean now) {
        failing = now;
    }

    @Override
    public void makeDirectories(Path directory) throws IOException {
        disk.makeDirectories(directory);
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        return new Watched(disk.create(file));
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return new Watched(disk.open(file));
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

    private final class Watched implements DiskFile {
        private final DiskFile file;

        Watched(DiskFile file) {
            this.file = file;
        }

        @Override
        public void append(byte[] bytes) throws IOException {
            file.append(bytes);
        }

        @Override
        public void force() throws IOException {
            if (failing) {
                throw new IOException("the disk does not answer");
            }
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
