package io.holdfast.mongodb;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.holdfast.config.Endpoint;
import io.holdfast.testkit.MadeCertificate;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;

/** A server in this process that reads and writes documents; it has no transactions and no validators, and keeps nothing. */
final class InMemoryServer implements AutoCloseable {
    private final MongoServer server;
    private final InetSocketAddress address;

    InMemoryServer() {
        this(new MongoServer(new MemoryBackend()));
    }

    private InMemoryServer(MongoServer server) {
        this.server = server;
        this.address = server.bind();
    }

    /** One that speaks to those alone who encrypt, and shows {@code certificate}. */
    static InMemoryServer encrypted(MadeCertificate certificate) {
        var server = new MongoServer(new MemoryBackend());
        server.enableSsl(certificate.key(), null, certificate.chain().toArray(X509Certificate[]::new));
        return new InMemoryServer(server);
    }

    int port() {
        return address.getPort();
    }

    Endpoint endpoint(String database) {
        return Endpoint.at("test", "mongodb://127.0.0.1:%d/%s".formatted(address.getPort(), database));
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
