package io.holdfast.transfer;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.EmbeddedServers.Server;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.nio.file.Path;

/** A target that Holdfast runs itself. */
final class Embedded {
    private static final String DATABASE = "app";

    private Embedded() {}

    static Server start(Transfer.Side target) throws Exception {
        String folder = target.endpoint().url().path();
        if (folder.isEmpty()) {
            throw Failure.of(ErrorKind.CONFIGURATION, "the address embedded:postgresql names no folder")
                    .withHint("write embedded:postgresql:FOLDER, so that the data has a place to stay")
                    .exception();
        }
        return target.engine()
                .embeddedServers()
                .orElseThrow(() -> Failure.of(ErrorKind.UNSUPPORTED, "no embedded server is present")
                        .exception())
                .start(Path.of(folder));
    }

    static Endpoint database(Server server, Endpoint endpoint) {
        return server.database(endpoint.url().parameters().getOrDefault("database", DATABASE));
    }
}
