package io.holdfast.mongodb;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Certificates;
import io.holdfast.engine.Clients;
import io.holdfast.engine.DocumentStores;
import io.holdfast.engine.Engine;
import io.holdfast.engine.ErrorCodes;
import io.holdfast.engine.Migrator;
import io.holdfast.engine.Originals;
import io.holdfast.engine.Session;
import io.holdfast.engine.tls.ShownCertificates;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.mongodb.document.MongodbOriginals;
import io.holdfast.mongodb.errorcode.DriverFailures;
import io.holdfast.mongodb.errorcode.MongodbErrorCodes;
import io.holdfast.mongodb.migration.MongodbMigrator;
import io.holdfast.mongodb.tls.MongodbServers;
import io.holdfast.mongodb.tls.MongodbTls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The MongoDB engine. A session is a client of its own with one connection. */
public final class MongodbEngine implements Engine {

    /** Made by {@link java.util.ServiceLoader}. */
    public MongodbEngine() {}

    @Override
    public String name() {
        return "mongodb";
    }

    @Override
    public Session open(Endpoint endpoint, Duration timeout) {
        if (endpoint.url().path().isEmpty()) {
            throw Failure.of(ErrorKind.CONFIGURATION, "the address names no database")
                    .withHint("write its name behind the servers: mongodb://db1:27017/app")
                    .exception();
        }
        long start = System.nanoTime();
        var arrival = new Arrival();
        MongoClient client = MongoClients.create(ClientSettings.of(endpoint, timeout)
                .applyToClusterSettings(cluster -> cluster.addClusterListener(arrival))
                .build());
        var session = new MongodbSession(client, endpoint.url().path());
        try {
            arrival.await(timeout);
            session.greet();
            return session;
        } catch (RuntimeException failure) {
            session.close();
            Duration left = timeout.minusNanos(System.nanoTime() - start);
            throw MongodbTls.whileOpening(failure, endpoint, left)
                    .<RuntimeException>map(found -> found.causedBy(failure))
                    .orElse(failure);
        }
    }

    @Override
    public Failure classify(Throwable failure, Phase phase) {
        return DriverFailures.failure(failure, phase);
    }

    @Override
    public List<Fact> facts(Session session, Endpoint endpoint) {
        return new Facts(((MongodbSession) session).database(), endpoint).list();
    }

    @Override
    public Optional<DocumentStores> documentStores() {
        return Optional.of(new MongodbStores(this));
    }

    @Override
    public Optional<Clients> clients() {
        return Optional.of(new MongodbClients());
    }

    @Override
    public Optional<Originals> originals() {
        return Optional.of(new MongodbOriginals(session -> ((MongodbSession) session).database()));
    }

    @Override
    public Optional<Migrator> migrator() {
        return Optional.of(new MongodbMigrator(
                (endpoint, timeout) -> ClientSettings.of(endpoint, timeout).build()));
    }

    @Override
    public Optional<ErrorCodes> errorCodes() {
        return Optional.of(new MongodbErrorCodes());
    }

    @Override
    public Optional<Certificates> certificates() {
        return Optional.of(new ShownCertificates(new MongodbServers()));
    }
}
