package io.holdfast.degrade.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.disk.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the files of a queue. */
final class Segments {
    private static final Pattern SEGMENT = Pattern.compile("queue-([0-9]{9})\\.jsonl");
    private static final String DAMAGED = ".damaged";

    private Segments() {}

    /** The file of the segment with this number. */
    static Path file(Path folder, int number) {
        return folder.resolve("queue-%09d.jsonl".formatted(number));
    }

    /** What a segment is called that is kept for a person to look at, although nothing in it is left to do. */
    static Path kept(Path file) {
        return file.resolveSibling(file.getFileName() + DAMAGED);
    }

    /** The number of a segment; empty for another file. */
    static OptionalInt number(Path file) {
        Matcher name = SEGMENT.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? OptionalInt.of(Integer.parseInt(name.group(1))) : OptionalInt.empty();
    }

    /** The segments in {@code folder}, the oldest first; none if there is no such folder. */
    static List<Path> in(Disk disk, Path folder) throws IOException {
        return listed(disk, folder).stream()
                .filter(file -> number(file).isPresent())
                .toList();
    }

    /** Damaged segments that are kept for a person to look at. */
    static List<Path> kept(Disk disk, Path folder) throws IOException {
        return listed(disk, folder).stream()
                .filter(file -> String.valueOf(file.getFileName()).endsWith(DAMAGED))
                .toList();
    }

    private static List<Path> listed(Disk disk, Path folder) throws IOException {
        try {
            return disk.list(folder);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /** The name that the queue was given when it was made; no other one has it. */
    static String name(Disk disk, Path folder) throws IOException {
        Path file = folder.resolve("name");
        try {
            String known = new String(disk.read(file), UTF_8).strip();
            if (!known.isEmpty()) {
                return known;
            }
        } catch (NoSuchFileException fresh) {
            // it is made below
        }
        String made = UUID.randomUUID().toString();
        disk.replace(file, made.getBytes(UTF_8));
        return made;
    }
}
