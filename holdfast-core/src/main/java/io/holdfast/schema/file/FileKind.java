package io.holdfast.schema.file;

import java.util.Arrays;
import java.util.Optional;

/** What a file of migrations is for; its name begins with the letter. */
public enum FileKind {
    /** Applied once, in the order of the versions. */
    VERSIONED('V'),
    /** Undoes the versioned one of the same version. */
    UNDO('U'),
    /** Applied again whenever it has changed, after the versioned ones. */
    REPEATABLE('R'),
    /** Makes, in an empty database, what all versioned ones up to its version make. */
    BASELINE('B'),
    /** Runs before or after migrations, and is none. */
    CALLBACK(' ');

    private final char letter;

    FileKind(char letter) {
        this.letter = letter;
    }

    static Optional<FileKind> of(char letter) {
        return Arrays.stream(values()).filter(kind -> kind.letter == letter).findFirst();
    }
}
