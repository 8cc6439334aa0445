package io.holdfast.flag;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.disk.Disk;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.log.Log;
import io.holdfast.resilience.Time;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file with the flags as they were last read: one line with a checksum, then JSON. Any number of threads and processes
 * may keep their flags here; whoever writes holds a lock beside the file meanwhile. Reading needs none.
 */
record FlagCopy(Disk disk, Path file, Time time) {
    private static final Log log = Log.of(FlagCopy.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    /** A process that was stopped while it wrote keeps the lock, and what is kept later is not lost. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private static final Duration AGAIN = Duration.ofMillis(5);

    /**
     * The flags at one time.
     *
     * @param at when they were read, as an instant in ISO form
     * @param flags they, by name
     */
    record Content(String at, List<Flag> flags) {
        Instant read() {
            return Instant.parse(at);
        }

        /** Each flag in its newer version, of those here and those in {@code other}. */
        Content and(Content other) {
            Map<String, Flag> newest = new TreeMap<>();
            Stream.concat(flags.stream(), other.flags.stream())
                    .forEach(flag ->
                            newest.merge(flag.name(), flag, (one, two) -> one.version() >= two.version() ? one : two));
            return new Content(read().isBefore(other.read()) ? other.at : at, List.copyOf(newest.values()));
        }
    }

    /**
     * What it holds; empty if there is no file.
     *
     * @throws HoldfastException if it is damaged or cannot be read
     */
    Optional<Content> load() {
        byte[] bytes;
        try {
            bytes = disk.read(file);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failure) {
            throw failed(ErrorKind.RESOURCE, "cannot be read: " + failure.getMessage())
                    .causedBy(failure);
        }
        try {
            String text = new String(bytes, UTF_8);
            int line = text.indexOf('\n');
            String json = text.substring(line + 1);
            if (line < 0 || !text.substring(0, line).equals(checksum(json))) {
                throw new IllegalArgumentException("its checksum does not fit");
            }
            Content content = JSON.readValue(json, Content.class);
            content.read();
            return Optional.of(content);
        } catch (IllegalArgumentException | JacksonException | DateTimeException | NullPointerException damaged) {
            throw failed(ErrorKind.CORRUPT, "is damaged").causedBy(damaged);
        }
    }

    /**
     * Keeps {@code content}, and of what is there the flags that are newer; durable when it returns.
     *
     * @throws HoldfastException if it cannot be kept; of kind LOCKED if somebody else does not end
     */
    void keep(Content content) {
        alone(() -> write(known().map(content::and).orElse(content)));
    }

    /**
     * Keeps {@code content} whatever is there; durable when it returns.
     *
     * @throws HoldfastException if it cannot be kept; of kind LOCKED if somebody else does not end
     */
    void replace(Content content) {
        alone(() -> write(content));
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void alone(Writing writing) {
        var lock = new LockFile(disk, file.resolveSibling(file.getFileName() + ".lock"), time);
        try (Closeable held =
                lock.hold(LONGEST, AGAIN).orElseThrow(() -> taken(lock).exception())) {
            Objects.requireNonNull(held);
            writing.run();
        } catch (IOException failure) {
            throw failed(ErrorKind.RESOURCE, "cannot be written: " + failure.getMessage())
                    .causedBy(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw taken(lock).causedBy(stopped);
        }
    }

    /** What is there; one that is damaged counts for nothing. */
    private Optional<Content> known() {
        try {
            return load();
        } catch (HoldfastException damaged) {
            log.warn("{}; it is made anew", damaged.failure().sentence());
            return Optional.empty();
        }
    }

    private void write(Content content) throws IOException {
        String json = JSON.writeValueAsString(content);
        disk.replace(file, (checksum(json) + "\n" + json).getBytes(UTF_8));
    }

    private Failure failed(ErrorKind kind, String what) {
        return Failure.of(kind, "the copy of the flags in %s %s".formatted(file, what))
                .withHint(
                        "it is made anew as soon as the control database can be read, if the folder can be written to");
    }

    private Failure taken(LockFile lock) {
        return failed(
                        ErrorKind.LOCKED,
                        "cannot be written now: another process holds %s"
                                .formatted(lock.file().getFileName()))
                .withHint(
                        "it is written later; if that does not help, look for a process with this home that was stopped"
                                + " or hangs, and let it go on or end it");
    }

    private static String checksum(String text) {
        var checksum = new CRC32C();
        checksum.update(text.getBytes(UTF_8));
        return "crc32c %08x".formatted(checksum.getValue());
    }
}
