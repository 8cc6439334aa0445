package io.holdfast.mongodb;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engine;
import io.holdfast.testkit.EngineContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** ERR-1, ERR-2, ERR-4: MongoDB does what every engine must do. */
final class MongodbContractTest extends EngineContract {
    private final InMemoryServer server = new InMemoryServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected Engine engine() {
        return new MongodbEngine();
    }

    @Override
    protected Endpoint reachable() {
        return server.endpoint("test");
    }

    @Override
    protected Endpoint unreachable() {
        return Endpoint.at("test", "mongodb://127.0.0.1:1/test");
    }

    @Override
    protected String schema() {
        return "";
    }

    @Override
    protected Optional<Endpoint> onPort(int port) {
        return Optional.of(Endpoint.at("test", "mongodb://127.0.0.1:%d/test".formatted(port)));
    }
}
