package io.holdfast.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.disk.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** The file beside the record that holds the id of its chain, which is never changed. For one writer at a time. */
record ChainFile(Disk disk, Path file) {
    static ChainFile in(Disk disk, Path folder) {
        return new ChainFile(disk, folder.resolve("chain.txt"));
    }

    /** The id; empty if the chain has none yet. */
    Optional<UUID> read() throws IOException {
        byte[] bytes;
        try {
            bytes = disk.read(file);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(new String(bytes, UTF_8).strip()));
        } catch (IllegalArgumentException damaged) {
            throw new IOException(file.getFileName() + " does not hold the id of the chain any more", damaged);
        }
    }

    /** The id, which is {@code fresh} if there was none; durable when it returns. */
    UUID keep(UUID fresh) throws IOException {
        Optional<UUID> known = read();
        if (known.isEmpty()) {
            disk.replace(file, (fresh + "\n").getBytes(UTF_8));
        }
        return known.orElse(fresh);
    }
}
