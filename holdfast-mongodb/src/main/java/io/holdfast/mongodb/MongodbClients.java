package io.holdfast.mongodb;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerType;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Clients;
import io.holdfast.engine.DriverClient;
import io.holdfast.engine.DriverTransaction;
import io.holdfast.engine.Session;
import io.holdfast.engine.Turnstile;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.mongodb.following.Following;

/** Clients of MongoDB's driver. */
final class MongodbClients implements Clients {
    private static final TransactionOptions SAFE = TransactionOptions.builder()
            .readPreference(ReadPreference.primary())
            .readConcern(ReadConcern.SNAPSHOT)
            .writeConcern(WriteConcern.MAJORITY.withJournal(true))
            .build();

    @Override
    public DriverClient open(DatabaseConfig config, Endpoint endpoint, DriverClient.Listener listener) {
        return new MongodbClient(config, endpoint, listener);
    }

    @Override
    public Object plain(Turnstile turnstile) {
        return Following.client(turnstile, client -> ((MongodbClient) client).driver());
    }

    @Override
    public Session session(Object plain, DatabaseUrl url) {
        return new MongodbSession((MongoClient) plain, url.path());
    }

    @Override
    public DriverTransaction begin(Object plain) {
        MongoClient client = (MongoClient) plain;
        if (!hasTransactions(client.getClusterDescription())) {
            throw Failure.of(
                            ErrorKind.UNSUPPORTED,
                            "the MongoDB server is no replica set, and has no transactions; nothing was written")
                    .withHint("make it a replica set, of one member if need be; or change one document at a time")
                    .exception();
        }
        ClientSession session = client.startSession();
        try {
            session.startTransaction(SAFE);
            return new Open(session);
        } catch (RuntimeException failure) {
            session.close();
            throw failure;
        }
    }

    /** What the servers themselves have told the driver. */
    private static boolean hasTransactions(ClusterDescription deployment) {
        return deployment.getServerDescriptions().stream()
                .filter(server -> server.isOk())
                .noneMatch(server ->
                        server.getType() == ServerType.STANDALONE || server.getLogicalSessionTimeoutMinutes() == null);
    }

    /** A transaction that is open. */
    private record Open(ClientSession session) implements DriverTransaction {
        @Override
        public void commit() {
            session.commitTransaction();
        }

        @Override
        public void close() {
            session.close(); // undoes what is open
        }
    }
}
