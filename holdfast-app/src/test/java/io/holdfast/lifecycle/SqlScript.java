package io.holdfast.lifecycle;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engines;
import io.holdfast.engine.SqlSession;
import java.sql.Statement;
import java.time.Duration;

/** Statements for a database that is no part of what is tested. */
final class SqlScript {
    private SqlScript() {}

    static void run(Endpoint place, String statement) throws Exception {
        try (var session = (SqlSession) Engines.onClassPath().of(place.url()).open(place, Duration.ofSeconds(10));
                Statement any = session.connection().createStatement()) {
            any.execute(statement);
        }
    }
}
