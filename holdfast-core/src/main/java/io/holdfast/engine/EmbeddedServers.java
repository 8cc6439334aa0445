package io.holdfast.engine;

import io.holdfast.config.Endpoint;
import java.nio.file.Path;

/** Runs database servers of its own; a capability of an engine. */
public interface EmbeddedServers {

    /**
     * Starts the server that lives in {@code folder}, which is made on first use and keeps its data from run to run. A
     * server that is running there already, started by this process or another, is used as it is.
     *
     * @throws Exception whatever stands in the way
     */
    Server start(Path folder) throws Exception;

    /** A running server, on loopback. */
    interface Server extends AutoCloseable {

        /** Its database called {@code name}, which is made if it is missing. */
        Endpoint database(String name);

        /** Where its files are. */
        Path folder();

        /** Stops the server if this object started it; harmless when repeated. */
        @Override
        void close();
    }
}
