package io.holdfast.postgresql.scratch;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Scratch;
import java.util.Optional;

/** Makes databases on a server that was named, or starts a server for each. */
public final class PostgresqlScratch implements Scratch {

    @Override
    public Database empty(Endpoint like, Optional<Endpoint> server) throws Exception {
        return fresh(like, server);
    }

    @Override
    public Database copy(Endpoint original, Optional<Endpoint> server, Sample sample) throws Exception {
        ScratchDatabase database = fresh(original, server);
        try {
            new Copy(original, database, sample).run();
            return database;
        } catch (Exception failure) {
            database.close();
            throw failure;
        }
    }

    private static ScratchDatabase fresh(Endpoint like, Optional<Endpoint> server) throws Exception {
        Traits traits = Traits.of(like);
        ScratchServer on = server.isPresent() ? ScratchServer.at(server.get()) : ScratchServer.own(traits);
        return ScratchDatabase.on(on, like, traits);
    }
}
