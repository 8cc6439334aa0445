package io.holdfast.engine;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where a database can be connected to now: as declared, or on a server that was started for it. Close it in the end. */
public final class Place implements AutoCloseable {
    private static final String DATABASE = "database";
    private static final String USUAL_NAME = "app";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]*");

    private final Endpoint endpoint;
    private final Runnable stop;

    private Place(Endpoint endpoint, Runnable stop) {
        this.endpoint = endpoint;
        this.stop = stop;
    }

    /**
     * The place that {@code declared} names. For an {@code embedded:} address a server is started in its folder, or the
     * one that runs there is used; the database on it is the one that the parameter {@code database} names, else the one
     * called like the declared database, else {@code app}.
     *
     * @throws Exception whatever stands in the way of starting a server
     */
    public static Place of(Engine engine, Endpoint declared) throws Exception {
        return declared.url().embedded() ? embedded(engine, declared) : new Place(declared, () -> {});
    }

    /** What to connect to. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Stops the server, if one was started for this; harmless when repeated. */
    @Override
    public void close() {
        stop.run();
    }

    private static Place embedded(Engine engine, Endpoint declared) throws Exception {
        DatabaseUrl url = declared.url();
        if (url.path().isEmpty()) {
            throw Failure.of(ErrorKind.CONFIGURATION, "the address embedded:%s names no folder".formatted(url.engine()))
                    .withHint("write embedded:%s:FOLDER, so that the data has a place to stay".formatted(url.engine()))
                    .exception();
        }
        EmbeddedServers servers = engine.embeddedServers()
                .orElseThrow(
                        () -> Failure.of(ErrorKind.UNSUPPORTED, "%s has no embedded server".formatted(engine.name()))
                                .withHint("use embedded:postgresql:FOLDER")
                                .exception());
        EmbeddedServers.Server server = servers.start(Path.of(url.path()));
        String usual = NAME.matcher(declared.database()).matches() ? declared.database() : USUAL_NAME;
        return new Place(server.database(url.parameters().getOrDefault(DATABASE, usual)), server::close);
    }
}
