package io.holdfast.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.disk.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The file beside the record that holds one checkpoint in each line, the oldest first. For one writer at a time. */
record CheckpointFile(Disk disk, Path file) {
    static CheckpointFile in(Disk disk, Path folder) {
        return new CheckpointFile(disk, folder.resolve("checkpoints.txt"));
    }

    /** Adds {@code checkpoint}, durable when it returns, unless the newest one says the same. */
    void add(Checkpoint checkpoint) throws IOException {
        List<Checkpoint> all = all();
        if (all.isEmpty() || all.get(all.size() - 1).sequence() != checkpoint.sequence()) {
            String text = all.stream().map(one -> one.line() + "\n").collect(Collectors.joining());
            disk.replace(file, (text + checkpoint.line() + "\n").getBytes(UTF_8));
        }
    }

    /** All that can be read; none if there is no file. */
    List<Checkpoint> all() throws IOException {
        byte[] bytes;
        try {
            bytes = disk.read(file);
        } catch (NoSuchFileException none) {
            return List.of();
        }
        return new String(bytes, UTF_8)
                .lines()
                .map(Checkpoint::read)
                .flatMap(Optional::stream)
                .toList();
    }
}
