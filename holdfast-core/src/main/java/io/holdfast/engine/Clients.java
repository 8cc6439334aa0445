package io.holdfast.engine;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;

/**
 * Opens clients of a driver that looks after its servers and connections by itself; a capability of an engine that is used
 * through such a client, and not through sessions of SQL.
 */
public interface Clients {

    /**
     * Opens a client.
     *
     * @param config how many connections it may have, and how long its work may take
     * @param endpoint where, and as whom
     * @param listener is told what happens at its connections
     * @throws Exception whatever the driver throws
     */
    DriverClient open(DatabaseConfig config, Endpoint endpoint, DriverClient.Listener listener) throws Exception;

    /**
     * The driver's client as applications use it. It has no connections: each of its operations passes {@code turnstile}, and
     * is done by the client that it finds there. Closing it does nothing.
     */
    Object plain(Turnstile turnstile);

    /**
     * A session that asks through {@code plain}; closing it does nothing.
     *
     * @param plain what {@link #plain} of this engine gave
     */
    Session session(Object plain, DatabaseUrl url);

    /**
     * Begins a transaction; nothing is sent yet.
     *
     * @param plain what {@link #plain} of this engine gave
     * @throws Exception whatever the driver throws; a failure of kind UNSUPPORTED where the deployment has no transactions
     */
    DriverTransaction begin(Object plain) throws Exception;
}
