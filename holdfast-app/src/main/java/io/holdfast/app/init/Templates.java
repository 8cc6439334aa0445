package io.holdfast.app.init;

import io.holdfast.disk.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Commented configuration files, made where they are missing; what is there stays as it is. */
public final class Templates {
    private static final Map<String, String> RESOURCES = resources();

    private final Disk disk;

    /** Templates that are written to {@code disk}. */
    public Templates(Disk disk) {
        this.disk = disk;
    }

    /**
     * What was done.
     *
     * @param made files that were missing
     * @param kept files that were there
     */
    public record Outcome(List<Path> made, List<Path> kept) {}

    /**
     * Makes every file that {@code folder} lacks, each whole or not at all.
     *
     * @throws IOException if one cannot be made
     */
    public Outcome makeIn(Path folder) throws IOException {
        disk.makeDirectories(folder);
        List<Path> made = new ArrayList<>();
        List<Path> kept = new ArrayList<>();
        for (Map.Entry<String, String> template : RESOURCES.entrySet()) {
            Path file = folder.resolve(template.getKey());
            if (Files.exists(file)) {
                kept.add(file);
            } else {
                disk.replace(file, content(template.getValue()));
                made.add(file);
            }
        }
        return new Outcome(made, kept);
    }

    private static byte[] content(String resource) throws IOException {
        try (InputStream content = Templates.class.getResourceAsStream(resource)) {
            if (content == null) {
                throw new IOException(resource + " is missing from this program");
            }
            return content.readAllBytes();
        }
    }

    private static Map<String, String> resources() {
        Map<String, String> resources = new LinkedHashMap<>();
        for (String name : List.of(
                "holdfast.yaml", "holdfast-development.yaml", "holdfast-staging.yaml", "holdfast-production.yaml")) {
            resources.put(name, name);
        }
        resources.put(".env.example", "env.example");
        return resources;
    }
}
