package io.holdfast.testkit;

import io.holdfast.disk.Disk;
import io.holdfast.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A disk in memory that forgets at a power cut what was not forced, as real ones do:
 *
 * <ul>
 *   <li>content that was forced stays; of what was appended later, any length may be there, each sector of it written, or
 *       torn, or left as zeros, in no order;
 *   <li>names that were forced stay; of the later changes in a directory, the first few may have happened (file systems
 *       keep these in order), with or without the content.
 * </ul>
 *
 * <p>What happens is decided by the seed alone.
 */
public final class PowerCutDisk implements Disk {
    private static final int SECTOR = 512;

    private final RandomGenerator random;
    private final Map<Path, Semaphore> locks = new ConcurrentHashMap<>();
    private final Set<Path> directories = new HashSet<>();
    private Map<Path, Content> names = new TreeMap<>();
    private final Map<Path, Content> forcedNames = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();
    private long operationsLeft = Long.MAX_VALUE;
    private int cuts;

    /** An empty disk. */
    public PowerCutDisk(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The power went off. */
    public static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PowerCut() {
            super("the power went off");
        }
    }

    /** Plans a power cut: the next {@code operations} writing operations work, the one after throws {@link PowerCut}. */
    public synchronized void cutAfter(long operations) {
        operationsLeft = operations;
    }

    /** Cuts the power and switches it on again: what survived is there, and no file is open any more. */
    public synchronized void cut() {
        Set<Path> changed = new HashSet<>();
        changes.forEach(change -> changed.add(change.directory));
        changed.stream().sorted().forEach(this::keepSomeChanges);
        changes.clear();
        names = new TreeMap<>(forcedNames);
        new HashSet<>(names.values()).stream().sorted(Content.BY_AGE).forEach(content -> content.survive(random));
        operationsLeft = Long.MAX_VALUE;
        locks.clear();
        cuts++;
    }

    /** Ends every process, as {@code kill -9} does: what they wrote is all there, and not more durable than before. */
    public synchronized void kill() {
        operationsLeft = Long.MAX_VALUE;
        locks.clear();
        cuts++;
    }

    private void keepSomeChanges(Path directory) {
        List<Change> here = changes.stream()
                .filter(change -> change.directory.equals(directory))
                .toList();
        here.subList(0, random.nextInt(here.size() + 1)).forEach(change -> change.apply.accept(forcedNames));
    }

    @Override
    public synchronized void makeDirectories(Path directory) {
        spend();
        for (Path each = directory; each != null; each = each.getParent()) {
            directories.add(each);
        }
    }

    @Override
    public synchronized DiskFile create(Path file) throws IOException {
        spend();
        if (names.containsKey(file) || directories.contains(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        if (!directories.contains(file.getParent())) {
            throw new NoSuchFileException(file.toString());
        }
        var content = new Content(names.size() + changes.size() + cuts * 1_000L);
        change(directoryOf(file), entries -> entries.put(file, content));
        return new Handle(content, cuts);
    }

    @Override
    public synchronized DiskFile open(Path file) throws IOException {
        return new Handle(content(file), cuts);
    }

    @Override
    public synchronized byte[] read(Path file) throws IOException {
        return content(file).bytes.clone();
    }

    @Override
    public synchronized long size(Path file) throws IOException {
        return content(file).bytes.length;
    }

    @Override
    public Closeable hold(Path file) {
        Semaphore lock = lock(file);
        lock.acquireUninterruptibly();
        return lock::release;
    }

    @Override
    public Optional<Closeable> tryHold(Path file) {
        Semaphore lock = lock(file);
        return lock.tryAcquire() ? Optional.of(lock::release) : Optional.empty();
    }

    private Semaphore lock(Path file) {
        return locks.computeIfAbsent(file, path -> new Semaphore(1));
    }

    @Override
    public synchronized List<Path> list(Path directory) throws IOException {
        if (!directories.contains(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
        return names.keySet().stream()
                .filter(file -> directory.equals(file.getParent()))
                .toList();
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        Path directory = directoryOf(from);
        if (!directory.equals(to.getParent())) {
            throw new IOException("a rename stays in its directory: " + from + " to " + to);
        }
        spend();
        Content content = content(from);
        change(directory, entries -> {
            entries.remove(from);
            entries.put(to, content);
        });
    }

    @Override
    public synchronized void delete(Path file) {
        spend();
        if (names.containsKey(file)) {
            change(directoryOf(file), entries -> entries.remove(file));
        }
    }

    @Override
    public synchronized void forceDirectory(Path directory) {
        spend();
        changes.stream()
                .filter(change -> change.directory.equals(directory))
                .forEach(change -> change.apply.accept(forcedNames));
        changes.removeIf(change -> change.directory.equals(directory));
    }

    /** Changes one byte of {@code file}, as a failing disk or a curious person would. */
    public synchronized void flip(Path file, int offset) throws IOException {
        content(file).bytes[offset] ^= 1;
        content(file).force();
    }

    private Content content(Path file) throws NoSuchFileException {
        Content content = names.get(file);
        if (content == null) {
            throw new NoSuchFileException(file.toString());
        }
        return content;
    }

    private static Path directoryOf(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file in a directory");
    }

    private void change(Path directory, Consumer<Map<Path, Content>> apply) {
        apply.accept(names);
        changes.add(new Change(directory, apply));
    }

    private void spend() {
        if (operationsLeft == 0) {
            throw new PowerCut();
        }
        operationsLeft--;
    }

    private record Change(Path directory, Consumer<Map<Path, Content>> apply) {}

    private static final class Content {
        private static final Comparator<Content> BY_AGE = Comparator.comparingLong(content -> content.age);
        private final long age;
        private byte[] bytes = {};
        private byte[] forced = {};

        Content(long age) {
            this.age = age;
        }

        void append(byte[] more, int length) {
            int start = bytes.length;
            bytes = Arrays.copyOf(bytes, start + length);
            System.arraycopy(more, 0, bytes, start, length);
        }

        void force() {
            forced = bytes.clone();
        }

        void survive(RandomGenerator random) {
            int size = forced.length + random.nextInt(bytes.length - forced.length + 1);
            byte[] left = Arrays.copyOf(forced, size);
            for (int sector = forced.length / SECTOR; sector * SECTOR < size; sector++) {
                int from = Math.max(forced.length, sector * SECTOR);
                int to = Math.min(size, (sector + 1) * SECTOR);
                System.arraycopy(bytes, from, left, from, written(random, to - from));
            }
            bytes = left;
            force();
        }

        /** How much of a sector was written: all, nothing, or a part. */
        private static int written(RandomGenerator random, int length) {
            return switch (random.nextInt(3)) {
                case 0 -> length;
                case 1 -> 0;
                default -> random.nextInt(length + 1);
            };
        }
    }

    private final class Handle implements DiskFile {
        private final Content content;
        private final int openedAfterCuts;
        private boolean closed;

        Handle(Content content, int openedAfterCuts) {
            this.content = content;
            this.openedAfterCuts = openedAfterCuts;
        }

        @Override
        public void append(byte[] bytes) throws IOException {
            synchronized (PowerCutDisk.this) {
                check();
                if (operationsLeft == 0) {
                    content.append(bytes, random.nextInt(bytes.length + 1));
                }
                spend();
                content.append(bytes, bytes.length);
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (PowerCutDisk.this) {
                check();
                spend();
                content.force();
            }
        }

        @Override
        public void close() {
            synchronized (PowerCutDisk.this) {
                closed = true;
            }
        }

        private void check() throws IOException {
            if (closed || openedAfterCuts != cuts) {
                throw new IOException("the file is not open");
            }
        }
    }
}
