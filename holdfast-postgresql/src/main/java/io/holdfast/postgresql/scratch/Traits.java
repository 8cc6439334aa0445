package io.holdfast.postgresql.scratch;

import io.holdfast.config.Endpoint;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * What a database has from its creation, and what scripts take for granted.
 *
 * @param encoding its character set
 * @param collation how it sorts
 * @param characters which characters are letters
 * @param version of its server
 * @param user who asks
 * @param superuser whether that is a superuser
 * @param path the schemas that are searched and exist, in their order
 * @param roles those of its server that are not the server's own
 */
record Traits(
        String encoding,
        String collation,
        String characters,
        String version,
        String user,
        boolean superuser,
        List<String> path,
        List<String> roles) {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String QUERY = """
            select pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,
                pg_catalog.current_setting('server_version'), current_user,
                pg_catalog.current_setting('is_superuser')::boolean, pg_catalog.current_schemas(false)::text[],
                (select pg_catalog.array_agg(r.rolname::text order by r.rolname::text) from pg_catalog.pg_roles r
                 where r.rolname !~ '^pg_')
            from pg_catalog.pg_database d
            where d.datname = pg_catalog.current_database()""";

    /** Those of the database at {@code endpoint}. */
    static Traits of(Endpoint endpoint) throws SQLException {
        try (PostgresqlSession session = PostgresqlSession.open(endpoint, PATIENCE);
                Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            return new Traits(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getBoolean(6),
                    strings(row, 7),
                    strings(row, 8));
        }
    }

    private static List<String> strings(ResultSet row, int column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
