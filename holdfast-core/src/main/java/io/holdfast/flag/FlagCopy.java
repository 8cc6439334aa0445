package io.holdfast.flag;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.disk.Disk;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The file with the flags as they were last read: one line with a checksum, then JSON. For one writer at a time. */
record FlagCopy(Disk disk, Path file) {
    private static final JsonMapper JSON = JsonMapper.shared();

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
            throw failed(ErrorKind.RESOURCE, "cannot be read: " + failure.getMessage(), failure);
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
            throw failed(ErrorKind.CORRUPT, "is damaged", damaged);
        }
    }

    /**
     * Keeps {@code content}; durable when it returns.
     *
     * @throws HoldfastException if it cannot be kept
     */
    void keep(Content content) {
        String json = JSON.writeValueAsString(content);
        try {
            disk.makeDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            disk.replace(file, (checksum(json) + "\n" + json).getBytes(UTF_8));
        } catch (IOException failure) {
            throw failed(ErrorKind.RESOURCE, "cannot be written: " + failure.getMessage(), failure);
        }
    }

    private HoldfastException failed(ErrorKind kind, String what, Exception failure) {
        return Failure.of(kind, "the copy of the flags in %s %s".formatted(file, what))
                .withHint(
                        "it is made anew as soon as the control database can be read, if the folder can be written to")
                .causedBy(failure);
    }

    private static String checksum(String text) {
        var checksum = new CRC32C();
        checksum.update(text.getBytes(UTF_8));
        return "crc32c %08x".formatted(checksum.getValue());
    }
}
