package io.holdfast.degrade.queue;

import io.holdfast.disk.Disk;
import io.holdfast.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A disk that forces nothing and removes nothing while a test says so. */
final class FailingDisk implements Disk {
    private final Disk disk;
    boolean failing;

    FailingDisk(Disk disk) {
        this.disk = disk;
    }

    private void check() throws IOException {
        if (failing) {
            throw new IOException("Input/output error");
        }
    }

    private DiskFile watched(DiskFile file) {
        return new DiskFile() {
            @Override
            public void append(byte[] bytes) throws IOException {
                file.append(bytes);
            }

            @Override
            public void force() throws IOException {
                check();
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
        check();
        disk.delete(file);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        disk.forceDirectory(directory);
    }
}
