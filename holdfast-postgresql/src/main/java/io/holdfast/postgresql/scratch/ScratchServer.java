package io.holdfast.postgresql.scratch;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.config.Secret;
import io.holdfast.engine.EmbeddedServers;
import io.holdfast.engine.ScratchFolder;
import io.holdfast.postgresql.ddl.Names;
import io.holdfast.postgresql.embedded.EmbeddedPostgresql;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;

/** The server on which databases are made to be thrown away: a named one, or one of our own in a folder of its own. */
final class ScratchServer implements AutoCloseable {
    private final Endpoint maintenance;
    private final Optional<Own> own;

    private ScratchServer(Endpoint maintenance, Optional<Own> own) {
        this.maintenance = maintenance;
        this.own = own;
    }

    /** The one that was named, with a user who may make databases. */
    static ScratchServer at(Endpoint named) {
        return new ScratchServer(named, Optional.empty());
    }

    /** One of our own. It has the roles of {@code traits}, so that what is granted to them can be granted. */
    static ScratchServer own(Traits traits) throws Exception {
        ScratchFolder folder = ScratchFolder.make(ScratchServer::end);
        try {
            EmbeddedServers.Server server = new EmbeddedPostgresql().start(home(folder.path()));
            Endpoint superuser = server.database("postgres");
            Endpoint.Credentials same = credentials(traits, superuser);
            try (PostgresqlSession session = PostgresqlSession.open(superuser, Traits.PATIENCE);
                    Statement statement = session.connection().createStatement()) {
                statement.execute("alter system set fsync = off"); // what is thrown away need not outlive a power cut
                statement.execute("select pg_catalog.pg_reload_conf()");
                for (String role : traits.roles()) {
                    makeRole(statement, role);
                }
                statement.execute("alter role %s superuser login password '%s'"
                        .formatted(
                                Names.quoted(same.user()),
                                same.password().reveal().replace("'", "''")));
            }
            return new ScratchServer(superuser.as(same), Optional.of(new Own(server, folder)));
        } catch (Exception failure) {
            end(folder.path());
            folder.close();
            throw failure;
        }
    }

    private static Path home(Path folder) {
        return folder.resolve("server");
    }

    private static void end(Path folder) throws IOException {
        EmbeddedPostgresql.end(home(folder));
    }

    /** Its objects belong to a user of the same name, so that what the catalogue says of owners is the same. */
    private static Endpoint.Credentials credentials(Traits traits, Endpoint superuser) {
        return superuser
                .credentials()
                .filter(known -> known.user().equals(traits.user()))
                .orElseGet(() -> new Endpoint.Credentials(
                        traits.user(), Secret.of(UUID.randomUUID().toString())));
    }

    private static void makeRole(Statement statement, String role) throws SQLException {
        if (!role.equals("postgres")) {
            statement.execute("create role " + Names.quoted(role));
        }
    }

    boolean isOwn() {
        return own.isPresent();
    }

    /** Where databases are made. */
    Endpoint maintenance() {
        return maintenance;
    }

    /** The database called {@code name} on it. */
    Endpoint database(String declared, String name) {
        DatabaseUrl url = maintenance.url();
        var there = new DatabaseUrl(url.engine(), false, url.host(), url.port(), name, url.parameters());
        return new Endpoint(declared, there, maintenance.credentials(), maintenance.tls());
    }

    @Override
    public void close() {
        own.ifPresent(Own::close);
    }

    /** A server of our own, and where it lives. */
    private record Own(EmbeddedServers.Server server, ScratchFolder folder) {
        void close() {
            server.close();
            folder.close();
        }
    }
}
