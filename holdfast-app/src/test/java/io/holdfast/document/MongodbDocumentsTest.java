package io.holdfast.document;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** DOC-1: documents of an application in MongoDB. */
@Tag("docgw")
final class MongodbDocumentsTest extends DocumentsContract {
    @TempDir
    private Path folder;

    @Override
    Stores open() {
        return MongodbStores.fresh(folder);
    }
}
