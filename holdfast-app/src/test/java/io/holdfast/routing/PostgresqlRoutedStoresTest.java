package io.holdfast.routing;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** DOC-3, ERR-3; U1, U2: the databases with a role on PostgreSQL. */
final class PostgresqlRoutedStoresTest extends RoutedStoresContract {
    @TempDir
    private Path folder;

    @Override
    SevenDatabases open() {
        return SevenDatabases.onPostgresql(folder);
    }
}
