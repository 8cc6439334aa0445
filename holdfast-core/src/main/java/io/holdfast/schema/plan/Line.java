package io.holdfast.schema.plan;

import io.holdfast.schema.file.MigrationFile;
import io.holdfast.schema.file.Version;
import io.holdfast.schema.history.Row;
import java.util.Optional;

/**
 * One migration, as files and history have it.
 *
 * @param version its version; empty for a repeatable one
 * @param state how files and history fit
 * @param file its file; empty where there is none
 * @param row what was last done with it; empty where nothing was
 * @param ignored whether how it stands is no problem, as was declared
 */
public record Line(
        Optional<Version> version, State state, Optional<MigrationFile> file, Optional<Row> row, boolean ignored) {

    /** One that is not ignored. */
    Line(Optional<Version> version, State state, Optional<MigrationFile> file, Optional<Row> row) {
        this(version, state, file, row, false);
    }

    /** The same, ignored or not. */
    Line ignored(boolean now) {
        return new Line(version, state, file, row, now);
    }

    /** How files and history fit. */
    public enum State {
        /** It is applied, and the file is as it was. */
        APPLIED,
        /** It is applied; since then comments or white space of the file have changed, and nothing else. */
        REFORMATTED,
        /** It is applied, and the file says something else now. */
        CHANGED,
        /** It is applied, and there is no file. */
        MISSING,
        /** It is applied, and is newer than every file. */
        FUTURE,
        /** It is to be applied. */
        PENDING,
        /** It is to be applied, and is older than what is applied. */
        OUT_OF_ORDER,
        /** It was applied and undone. */
        UNDONE,
        /** It was begun outside of a transaction, and is not finished. */
        INTERRUPTED,
        /** It is what everything older is counted as. */
        BASELINE,
        /** A baseline stands for it. */
        BELOW_BASELINE,
        /** It is to be applied again, since its file has changed. */
        OUTDATED
    }

    /** What people call it. */
    public String title() {
        return file.map(MigrationFile::title)
                .or(() -> row.map(
                        known -> known.version().map(number -> number + " ").orElse("") + known.name()))
                .orElse("");
    }

    /** The file's path in its location. */
    public String script() {
        return file.map(MigrationFile::script).or(() -> row.map(Row::script)).orElse("");
    }
}
