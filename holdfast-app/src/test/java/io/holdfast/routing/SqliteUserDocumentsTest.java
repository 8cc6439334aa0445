package io.holdfast.routing;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** DOC-3: documents of users in SQLite. */
final class SqliteUserDocumentsTest extends UserDocumentsContract {
    @TempDir
    private Path folder;

    @Override
    SevenDatabases open() {
        return SevenDatabases.inFiles(folder);
    }
}
