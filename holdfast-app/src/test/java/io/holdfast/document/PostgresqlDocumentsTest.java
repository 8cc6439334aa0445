package io.holdfast.document;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** DOC-1: documents of an application in PostgreSQL. */
final class PostgresqlDocumentsTest extends DocumentsContract {
    @TempDir
    private Path folder;

    @Override
    Stores open() {
        return SqlStores.postgresql(folder);
    }
}
