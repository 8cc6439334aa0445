package io.holdfast.sqlite;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engine;
import io.holdfast.testkit.EngineContract;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** ERR-1, ERR-2, ERR-4: SQLite does what every engine must do. */
class SqliteContractTest extends EngineContract {
    @TempDir
    Path folder;

    @BeforeEach
    void makeAnEmptyDatabase() throws Exception {
        Files.createFile(folder.resolve("test.db"));
    }

    @Override
    protected Engine engine() {
        return new SqliteEngine();
    }

    @Override
    protected Endpoint reachable() {
        return Endpoint.at("test", "sqlite:" + folder.resolve("test.db"));
    }

    @Override
    protected Endpoint unreachable() {
        return Endpoint.at("test", "sqlite:" + folder.resolve("missing.db"));
    }

    @Override
    protected String schema() {
        return "main";
    }
}
