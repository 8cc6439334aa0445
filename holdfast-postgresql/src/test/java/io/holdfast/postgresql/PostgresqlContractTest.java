package io.holdfast.postgresql;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engine;
import io.holdfast.testkit.EngineContract;
import java.util.Map;
import java.util.Optional;

/** ERR-1, ERR-2, ERR-4. */
final class PostgresqlContractTest extends EngineContract {
    private final Endpoint endpoint = TestServer.freshDatabase();

    @Override
    protected Engine engine() {
        return new PostgresqlEngine();
    }

    @Override
    protected Endpoint reachable() {
        return endpoint;
    }

    @Override
    protected Endpoint unreachable() {
        return TestServer.elsewhere(endpoint, 1, "nowhere", Map.of());
    }

    @Override
    protected String schema() {
        return "public";
    }

    @Override
    protected Optional<Endpoint> onPort(int port) {
        return Optional.of(TestServer.elsewhere(endpoint, port, "any", Map.of()));
    }
}
