package io.holdfast.document;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** DOC-1: documents of an application in SQLite. */
final class SqliteDocumentsTest extends DocumentsContract {
    @TempDir
    private Path folder;

    @Override
    Stores open() throws Exception {
        return SqlStores.sqlite(folder);
    }
}
