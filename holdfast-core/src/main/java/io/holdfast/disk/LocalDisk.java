package io.holdfast.disk;

import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file systems of this machine.
 *
 * <p>Files are written through streams: a {@link FileChannel} closes itself when its thread is interrupted, and the
 * moment of an interrupt is just when the outcome of an action must still be written down.
 */
final class LocalDisk implements Disk {

    @Override
    public void makeDirectories(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath().normalize();
        if (Files.isDirectory(absolute)) {
            return;
        }
        Path parent = absolute.getParent();
        if (parent == null) {
            throw new NoSuchFileException(absolute.toString());
        }
        makeDirectories(parent);
        makeOne(absolute);
        forceDirectory(parent);
    }

    private static void makeOne(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException exists) {
            if (!Files.isDirectory(directory)) {
                throw exists;
            }
        }
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        Files.createFile(file);
        return open(file);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return new LocalFile(new FileOutputStream(existing(file).toFile(), true));
    }

    @Override
    public byte[] read(Path file) throws IOException {
        try (var bytes = new FileInputStream(existing(file).toFile())) {
            return bytes.readAllBytes();
        }
    }

    @Override
    public long size(Path file) throws IOException {
        return Files.size(file);
    }

    @Override
    public Closeable hold(Path file) throws IOException {
        return HeldFile.of(file);
    }

    @Override
    public Optional<Closeable> tryHold(Path file) throws IOException {
        return HeldFile.unlessHeld(file).map(held -> held);
    }

    private static Path existing(Path file) throws NoSuchFileException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return file;
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Windows has no way to force a directory, and writes its entries by itself. */
    @Override
    public void forceDirectory(Path directory) throws IOException {
        if (File.separatorChar == '\\') {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            while (!forced(directory)) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean forced(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException interrupted) {
            return false;
        }
    }

    private record LocalFile(FileOutputStream stream) implements DiskFile {
        @Override
        public void append(byte[] bytes) throws IOException {
            stream.write(bytes);
        }

        @Override
        public void force() throws IOException {
            stream.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
