package io.holdfast.routing;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** DOC-3, ERR-3; U1, U2: the databases with a role in MongoDB. */
@Tag("docgw")
final class MongodbRoutedStoresTest extends RoutedStoresContract {
    @TempDir
    private Path folder;

    @Override
    SevenDatabases open() {
        return SevenDatabases.inMongodb(folder);
    }
}
