package io.holdfast.document;

import io.holdfast.database.Database;
import io.holdfast.testkit.EmbeddedPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** DOC-1: documents of an application in PostgreSQL. */
final class PostgresqlDocumentsTest extends DocumentsContract {
    @TempDir
    private Path folder;

    @Override
    Database open() throws Exception {
        return Place.open(folder, EmbeddedPostgres.shared().freshDatabase());
    }
}
