package io.holdfast.app.command;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.SqlSession;
import io.holdfast.testkit.EmbeddedPostgres;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;

/** What a target holds, as one text: every schema and every table in it. */
final class TargetPicture {
    private static final String EVERYTHING = """
            select coalesce(string_agg(n.nspname || '.' || coalesce(c.relname, '-'), ', ' order by n.nspname, c.relname), '')
            from (select * from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema') n
            left join pg_class c on c.relnamespace = n.oid""";

    private final Endpoint target;

    TargetPicture(Endpoint target) {
        this.target = target;
    }

    String take() throws Exception {
        try (var session = (SqlSession) EmbeddedPostgres.shared().engine().open(target, Duration.ofSeconds(30));
                Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(EVERYTHING)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
