package io.holdfast.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.disk.Disk;
import io.holdfast.disk.DiskFile;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of one import: how far it is, and what was refused. For one import at a time, which {@link #lock} sees to. */
final class ImportFolder {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String OPERATION = "import";

    private final Disk disk;
    private final Path all;
    private final Path folder;

    /**
     * Those in the folder {@code home} of Holdfast's own files.
     *
     * @param id tells the import from others
     */
    ImportFolder(Disk disk, Path home, String id) {
        this.disk = disk;
        this.all = home.resolve("import");
        this.folder = all.resolve(id);
    }

    /** Work with files. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T doing(Work<T> work) {
        try {
            return work.run();
        } catch (IOException failure) {
            throw Failure.of(
                            ErrorKind.RESOURCE,
                            "the files of the import in %s cannot be used: %s".formatted(folder, failure.getMessage()))
                    .withHint("make room there, or correct the rights, and run the same command again: it goes on")
                    .during(OPERATION, "")
                    .causedBy(failure);
        }
    }

    /**
     * Makes the folder, and holds it until the result is closed.
     *
     * @throws HoldfastException of kind LOCKED if another import runs
     */
    Closeable lock() {
        return doing(() -> {
                    disk.makeDirectories(folder);
                    return disk.tryHold(all.resolve("lock"));
                })
                .orElseThrow(() -> Failure.of(ErrorKind.LOCKED, "another import runs with the folder %s".formatted(all))
                        .withHint("wait until it has ended")
                        .during(OPERATION, "")
                        .exception());
    }

    /** Where the refusals are. */
    Path refusals() {
        return folder.resolve("refused.jsonl");
    }

    private Path progress() {
        return folder.resolve("progress.json");
    }

    /**
     * How far it was; empty if it has not begun.
     *
     * @throws HoldfastException of kind CORRUPT if the file is damaged
     */
    Optional<Kept> kept() {
        Optional<byte[]> bytes = doing(() -> content(progress()));
        try {
            return bytes.map(json -> JSON.readValue(json, Kept.class));
        } catch (JacksonException damaged) {
            throw Failure.of(ErrorKind.CORRUPT, "the file %s is damaged".formatted(progress()))
                    .withHint("remove it, and run the same command again: it finds what is imported already")
                    .during(OPERATION, "")
                    .causedBy(damaged);
        }
    }

    private Optional<byte[]> content(Path file) throws IOException {
        try {
            return Optional.of(disk.read(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Keeps {@code kept}; durable when it returns. */
    void keep(Kept kept) {
        doing(() -> {
            disk.replace(progress(), JSON.writeValueAsBytes(kept));
            return kept;
        });
    }

    /** Cuts off what stands behind {@code bytes} in the file of refusals, which is made if it is missing. */
    void cutRefusals(long bytes) {
        doing(() -> {
            byte[] there = content(refusals()).orElse(null);
            if (there == null || there.length > bytes) {
                byte[] counted = there == null ? new byte[0] : Arrays.copyOf(there, (int) bytes);
                disk.replace(refusals(), counted);
            }
            return bytes;
        });
    }

    /**
     * Adds {@code refused} documents of {@code collection}; durable when it returns.
     *
     * @return how many bytes that were
     */
    long refuse(String collection, List<Outcome.Refused> refused) {
        StringBuilder lines = new StringBuilder();
        for (Outcome.Refused each : refused) {
            Map<String, String> line = new LinkedHashMap<>();
            line.put("collection", collection);
            line.put("id", each.key());
            line.put("reason", each.reason().code());
            line.put("detail", each.detail());
            lines.append(JSON.writeValueAsString(line)).append('\n');
        }
        byte[] bytes = lines.toString().getBytes(UTF_8);
        return doing(() -> {
            try (DiskFile file = disk.open(refusals())) {
                file.append(bytes);
                file.force();
            }
            return (long) bytes.length;
        });
    }

    /** The keys in {@code collection} of which the file of refusals says that another document is where they would go. */
    Set<String> contested(String collection) {
        String text = doing(() -> new String(disk.read(refusals()), UTF_8));
        Set<String> keys = new HashSet<>();
        text.lines()
                .map(JSON::readTree)
                .filter(line -> isContested(line, collection))
                .forEach(line -> keys.add(line.get("id").asString()));
        return keys;
    }

    private static boolean isContested(JsonNode line, String collection) {
        String code = line.get("reason").asString();
        return line.get("collection").asString().equals(collection)
                && Arrays.stream(Reason.values())
                        .anyMatch(reason ->
                                !reason.isOfDocument() && reason.code().equals(code));
    }
}
