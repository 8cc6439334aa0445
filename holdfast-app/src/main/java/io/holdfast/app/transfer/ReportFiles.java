package io.holdfast.app.transfer;

import io.holdfast.disk.Disk;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A report in two files side by side: Markdown for people, JSON for programs. */
public final class ReportFiles {
    private final Disk disk;
    private final Path markdown;
    private final Path json;

    private ReportFiles(Disk disk, Path markdown, Path json) {
        this.disk = disk;
        this.markdown = markdown;
        this.json = json;
    }

    /**
     * The two files for {@code file}, whichever of {@code .md} and {@code .json} it ends with, or neither.
     *
     * @throws io.holdfast.error.HoldfastException of kind CONFIGURATION if no file can be written there; this is found
     *     before the work that is reported on
     */
    public static ReportFiles at(Path file, Disk disk) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file) || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw Failure.of(ErrorKind.CONFIGURATION, "the report cannot be written to %s".formatted(file))
                    .withHint("name a file in a folder that exists and that you may write to")
                    .exception();
        }
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.(md|json)$", "");
        return new ReportFiles(disk, folder.resolve(name + ".md"), folder.resolve(name + ".json"));
    }

    /**
     * Writes both, each whole or not at all.
     *
     * @throws io.holdfast.error.HoldfastException of kind OUTCOME_UNKNOWN if that fails: the work was done, and its
     *     report is missing
     */
    public void write(String markdownText, String jsonText) {
        try {
            disk.replace(json, jsonText.getBytes(StandardCharsets.UTF_8));
            disk.replace(markdown, markdownText.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw Failure.of(
                            ErrorKind.OUTCOME_UNKNOWN,
                            "the work is done, but its report cannot be written to %s".formatted(markdown))
                    .withHint("make room, or name another file with --report, and run the same command again")
                    .causedBy(e);
        }
    }

    /** Where the Markdown is. */
    public Path markdown() {
        return markdown;
    }
}
