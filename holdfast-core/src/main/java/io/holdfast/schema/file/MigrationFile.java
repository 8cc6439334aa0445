package io.holdfast.schema.file;

import java.util.Optional;

/**
 * One file of migrations, as it was read.
 *
 * @param kind what it is for
 * @param version its version; empty where it has none
 * @param name what it does, in words
 * @param script its path in its location, with slashes
 * @param options how it is to be run
 * @param text its text, with placeholders replaced
 * @param raw its text as it is in the file
 * @param print what tells whether it has changed
 * @param plain the checksum of its text with the placeholders as they are, which Flyway accepts for any file
 * @param code what is done instead, for one that is written in Java
 */
public record MigrationFile(
        FileKind kind,
        Optional<Version> version,
        String name,
        String script,
        FileOptions options,
        String text,
        String raw,
        Fingerprint print,
        int plain,
        Optional<MigrationCode> code) {
    private static final int LONGEST_KEPT = 1 << 20;

    /** One that is written in Java; {@code text} tells whether it has changed. */
    public static MigrationFile ofCode(
            FileKind kind, Version version, String name, String script, String text, MigrationCode code) {
        return of(kind, version, name, script, text, Optional.of(code));
    }

    /** One that is no file, and whose text is {@code text} as it is. */
    public static MigrationFile ofText(FileKind kind, Version version, String name, String script, String text) {
        return of(kind, version, name, script, text, Optional.empty());
    }

    private static MigrationFile of(
            FileKind kind, Version version, String name, String script, String text, Optional<MigrationCode> code) {
        Fingerprint print = Fingerprint.of(text);
        return new MigrationFile(
                kind, Optional.of(version), name, script, FileOptions.USUAL, text, text, print, print.checksum(), code);
    }

    /** The file's own name. */
    public String fileName() {
        return script.substring(script.lastIndexOf('/') + 1);
    }

    /** What people call it: the version and the name, or the name alone. */
    public String title() {
        return version.map(number -> number + " " + name).orElse(name).strip();
    }

    /** What the history keeps of its text: no placeholder's value, which may be a secret, and nothing that is very long. */
    public String kept() {
        return raw.length() > LONGEST_KEPT ? "" : raw;
    }

    /** The version of one that must have one. */
    public Version number() {
        return version.orElseThrow(() -> new IllegalStateException(script + " has no version"));
    }
}
