package io.holdfast.schema;

import io.holdfast.schema.file.FileKind;
import io.holdfast.schema.file.FileProblems;
import io.holdfast.schema.file.MigrationCode;
import io.holdfast.schema.file.MigrationFile;
import io.holdfast.schema.file.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Migrations that are written in Java, as files among files. */
final class Classes {
    private Classes() {}

    /** Those for {@code database}; what is wrong with them is added to {@code problems}. */
    static List<MigrationFile> of(String database, FileProblems problems) {
        List<MigrationFile> files = new ArrayList<>();
        for (JavaMigration migration : ServiceLoader.load(JavaMigration.class)) {
            String script = migration.getClass().getName();
            if (!migration.database().equals(database)) {
                continue;
            }
            if (!Version.isOne(migration.version())) {
                problems.add(script, "%s is no version; expected numbers and dots".formatted(migration.version()));
                continue;
            }
            files.add(file(migration, FileKind.VERSIONED, script, migration::apply));
            migration.undo().ifPresent(undo -> files.add(file(migration, FileKind.UNDO, script, undo::apply)));
        }
        return files;
    }

    private static MigrationFile file(JavaMigration migration, FileKind kind, String script, MigrationCode code) {
        String text = "%s%n%s".formatted(script, migration.fingerprint());
        return MigrationFile.ofCode(kind, Version.of(migration.version()), migration.name(), script, text, code);
    }
}
