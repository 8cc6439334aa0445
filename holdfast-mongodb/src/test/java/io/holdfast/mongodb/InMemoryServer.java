package io.holdfast.mongodb;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.holdfast.config.Endpoint;
import java.net.InetSocketAddress;

/** A server in this process that reads and writes documents; it has no transactions and no validators, and keeps nothing. */
final class InMemoryServer implements AutoCloseable {
    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final InetSocketAddress address = server.bind();

    Endpoint endpoint(String database) {
        return Endpoint.at("test", "mongodb://127.0.0.1:%d/%s".formatted(address.getPort(), database));
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
