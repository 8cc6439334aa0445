package io.holdfast.routing;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** DOC-3: documents of users in MongoDB. */
@Tag("docgw")
final class MongodbUserDocumentsTest extends UserDocumentsContract {
    @TempDir
    private Path folder;

    @Override
    SevenDatabases open() {
        return SevenDatabases.inMongodb(folder);
    }
}
