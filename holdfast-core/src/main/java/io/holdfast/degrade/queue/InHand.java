package io.holdfast.degrade.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.disk.Disk;
import io.holdfast.disk.DiskFile;
import io.holdfast.error.HoldfastException;
import io.holdfast.log.Log;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Which entries the application has in its hands at the moment, in a file beside the segments, so that the next process knows
 * which of them ended this one. The file is never forced: it has to outlive a process, and not the machine. Where it cannot
 * be written, entries are applied all the same.
 *
 * <p>A line says that an entry is taken in hand, and how many attempts at it had failed by then, or that it is let go. An
 * attempt that was counted once is so known as counted.
 *
 * <p>Safe for use by many threads.
 */
public final class InHand implements Closeable {
    private static final Log log = Log.of(InHand.class);
    private static final int MOST_BYTES = 64 * 1024;
    private static final String TAKEN = "taken";
    private static final String LET_GO = "let-go";

    private final Disk disk;
    private final Path file;
    private final Consumer<QueueStep> steps;

    private final Map<UUID, Integer> attempts = new HashMap<>();
    private @Nullable DiskFile open;
    private long size;
    private boolean broken;
    private boolean closed;

    InHand(Disk disk, Path folder, Consumer<QueueStep> steps) {
        this.disk = disk;
        this.file = folder.resolve("in-hand");
        this.steps = steps;
    }

    /**
     * Gives {@code item} into the hands of {@code work}.
     *
     * @throws Exception what {@code work} throws
     */
    public <T> T during(QueueItem item, Callable<T> work) throws Exception {
        take(item);
        try {
            steps.accept(QueueStep.ENTRY_IN_HAND);
            return work.call();
        } finally {
            letGo(item.id());
        }
    }

    private synchronized void take(QueueItem item) {
        attempts.put(item.id(), item.attempts());
        write(taken(item.id(), item.attempts()));
    }

    private synchronized void letGo(UUID id) {
        attempts.remove(id);
        write(line(LET_GO, id, 0));
    }

    private static byte[] taken(UUID id, int attempts) {
        return line(TAKEN, id, attempts);
    }

    private static byte[] line(String what, UUID id, int attempts) {
        String text = what + ' ' + id + ' ' + attempts;
        return (text + ' ' + checksum(text) + '\n').getBytes(UTF_8);
    }

    private static String checksum(String text) {
        var checksum = new CRC32C();
        checksum.update(text.getBytes(UTF_8));
        return Long.toHexString(checksum.getValue());
    }

    private void write(byte[] line) {
        if (closed) {
            return;
        }
        try {
            DiskFile there = open;
            if (there == null || size > MOST_BYTES) {
                renew();
            } else {
                there.append(line);
                size += line.length;
            }
            broken = false;
        } catch (IOException failure) {
            giveUp(failure);
        }
    }

    /** A new file, with what is in hand now, in the place of the one before. */
    private void renew() throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        release();
        disk.delete(fresh);
        size = 0;
        try (DiskFile made = disk.create(fresh)) {
            for (Map.Entry<UUID, Integer> each : attempts.entrySet()) {
                byte[] line = taken(each.getKey(), each.getValue());
                made.append(line);
                size += line.length;
            }
        }
        disk.rename(fresh, file);
        open = disk.open(file);
    }

    private void release() throws IOException {
        DiskFile there = open;
        open = null;
        if (there != null) {
            there.close();
        }
    }

    /** What is half written would accuse entries later that are let go by then. */
    private void giveUp(IOException failure) {
        try {
            release();
            disk.delete(file);
        } catch (IOException further) {
            failure.addSuppressed(further);
        }
        if (!broken) {
            log.warn("it cannot be noted in {} what is being applied; the queue goes on without", file, failure);
        }
        broken = true;
    }

    /** Counts an attempt at each entry that was in hand when an earlier process ended, and is not finished. */
    void countEnded(QueueStore store) {
        Optional<Map<UUID, Integer>> before = read();
        if (before.isEmpty()) {
            return;
        }
        Map<UUID, Integer> taken = before.get();
        List<QueueItem> counted = taken.keySet().stream()
                .flatMap(id -> store.item(id).stream())
                .filter(item -> item.isWaiting() && Objects.equals(taken.get(item.id()), item.attempts()))
                .toList();
        for (QueueItem item : counted) {
            String sentence = QueueItem.ended(taken.size() - 1);
            log.error("{} of {}: {}", item.id(), item.entry().handler(), sentence);
            store.failed(item.id(), item.attempts() + 1, sentence);
        }
        try {
            store.flush();
            steps.accept(QueueStep.ENDED_COUNTED);
            disk.delete(file);
        } catch (HoldfastException later) {
            log.warn("{}", later.failure().sentence());
        } catch (IOException failure) {
            log.warn("{} cannot be removed; what it says is counted already", file, failure);
        }
    }

    /** What was in hand last, and how many attempts had failed before; empty if there is no file. */
    private Optional<Map<UUID, Integer>> read() {
        String text;
        try {
            text = new String(disk.read(file), UTF_8);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failure) {
            log.warn("{} cannot be read; no attempt is counted for it", file, failure);
            return Optional.empty();
        }
        Map<UUID, Integer> taken = new HashMap<>();
        String whole = text.substring(0, text.lastIndexOf('\n') + 1); // what follows was being written
        for (String line : whole.lines().toList()) {
            if (!apply(line, taken)) {
                log.warn("{} is damaged; no attempt is counted for it", file);
                return Optional.of(Map.of());
            }
        }
        return Optional.of(taken);
    }

    private static boolean apply(String line, Map<UUID, Integer> taken) {
        int end = line.lastIndexOf(' ');
        if (end < 0 || !line.substring(end + 1).equals(checksum(line.substring(0, end)))) {
            return false;
        }
        String[] words = line.split(" ");
        UUID id = UUID.fromString(words[1]);
        if (words[0].equals(TAKEN)) {
            taken.put(id, Integer.valueOf(words[2]));
        } else {
            taken.remove(id);
        }
        return true;
    }

    /** The process ends in order: nothing is said of what is in hand still. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (open != null) {
            release();
            disk.delete(file);
        }
    }
}
