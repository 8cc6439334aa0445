package io.holdfast.mongodb;

import com.mongodb.MongoSocketException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.ClusterDescriptionChangedEvent;
import com.mongodb.event.ClusterListener;
import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import com.mongodb.event.ConnectionCheckOutFailedEvent;
import com.mongodb.event.ConnectionCheckedInEvent;
import com.mongodb.event.ConnectionCheckedOutEvent;
import com.mongodb.event.ConnectionClosedEvent;
import com.mongodb.event.ConnectionCreatedEvent;
import com.mongodb.event.ConnectionPoolListener;
import com.mongodb.event.ConnectionReadyEvent;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.DriverClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of MongoDB's driver, with its connections counted. */
final class MongodbClient implements DriverClient {
    private final MongoClient driver;
    private final String database;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger active = new AtomicInteger();

    MongodbClient(DatabaseConfig config, Endpoint endpoint, Listener listener) {
        this.database = endpoint.url().path();
        this.driver = MongoClients.create(ClientSettings.pooled(config, endpoint)
                .applyToConnectionPoolSettings(pool -> pool.addConnectionPoolListener(new Counting(listener)))
                .applyToClusterSettings(cluster -> cluster.addClusterListener(new Losing(listener)))
                .addCommandListener(new Breaking(listener))
                .build());
    }

    /** The driver's own client. */
    MongoClient driver() {
        return driver;
    }

    @Override
    public void prove(Duration timeout) {
        MongodbSession.greet(driver.getDatabase(database).withTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public int open() {
        return open.get();
    }

    @Override
    public int active() {
        return active.get();
    }

    @Override
    public void close() {
        driver.close();
    }

    /** Counts connections, from the moment at which one is begun to be opened. */
    private final class Counting implements ConnectionPoolListener {
        private final Listener listener;

        Counting(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void connectionCreated(ConnectionCreatedEvent event) {
            open.incrementAndGet();
        }

        @Override
        public void connectionReady(ConnectionReadyEvent event) {
            listener.created(event.getElapsedTime(TimeUnit.NANOSECONDS));
        }

        @Override
        public void connectionClosed(ConnectionClosedEvent event) {
            open.decrementAndGet();
        }

        @Override
        public void connectionCheckedOut(ConnectionCheckedOutEvent event) {
            active.incrementAndGet();
        }

        @Override
        public void connectionCheckedIn(ConnectionCheckedInEvent event) {
            active.decrementAndGet();
        }

        @Override
        public void connectionCheckOutFailed(ConnectionCheckOutFailedEvent event) {
            if (event.getReason() == ConnectionCheckOutFailedEvent.Reason.CONNECTION_ERROR) {
                listener.notOpened();
            }
        }
    }

    /** Tells of the last server that took writes. */
    private record Losing(Listener listener) implements ClusterListener {
        @Override
        public void clusterDescriptionChanged(ClusterDescriptionChangedEvent event) {
            if (event.getPreviousDescription().hasWritableServer()
                    && !event.getNewDescription().hasWritableServer()) {
                listener.lost();
            }
        }
    }

    /** Tells of connections that break. */
    private record Breaking(Listener listener) implements CommandListener {
        @Override
        public void commandFailed(CommandFailedEvent event) {
            if (event.getThrowable() instanceof MongoSocketException broken) {
                listener.broke(broken);
            }
        }
    }
}
