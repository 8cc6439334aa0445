package io.holdfast.schema.file;

import java.util.Map;
import java.util.Optional;

/** Files as the history keeps them, which may not be there any more or say something else by now. */
public final class Recorded {
    private final TextPlaceholders placeholders;
    private final FileProblems problems;

    /**
     * Reads them.
     *
     * @param placeholders what stands for names in them
     * @param problems takes what is wrong
     */
    public Recorded(Map<String, String> placeholders, FileProblems problems) {
        this.placeholders = new TextPlaceholders(placeholders, problems);
        this.problems = problems;
    }

    /**
     * The file that was called {@code script}.
     *
     * @param text its text, placeholders as they are
     */
    public MigrationFile file(FileKind kind, Optional<Version> version, String name, String script, String text) {
        var reader = new OptionsReader(script, problems);
        reader.comments(text);
        FileOptions options = reader.options();
        String replaced = options.placeholders() ? placeholders.replace(script, text) : text;
        Fingerprint print = Fingerprint.of(text);
        return new MigrationFile(
                kind, version, name, script, options, replaced, text, print, print.checksum(), Optional.empty());
    }
}
