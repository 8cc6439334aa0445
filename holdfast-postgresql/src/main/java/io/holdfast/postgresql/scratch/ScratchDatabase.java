package io.holdfast.postgresql.scratch;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Scratch;
import io.holdfast.log.Log;
import io.holdfast.postgresql.ddl.Names;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A database on a {@link ScratchServer}. */
final class ScratchDatabase implements Scratch.Database {
    private static final Log log = Log.of(ScratchDatabase.class);
    private static final String LEFT_BEHIND = """
            select d.datname from pg_catalog.pg_database d
            where d.datname ~ '^holdfast_scratch_'
              and pg_catalog.to_timestamp(pg_catalog.substring(
                      pg_catalog.shobj_description(d.oid, 'pg_database'), '^made at ([0-9]+)$')::bigint)
                  < pg_catalog.now() - interval '1 day'
              and not exists (select from pg_catalog.pg_stat_activity a where a.datid = d.oid)""";
    private static final Set<String> WRITTEN_ANEW = Set.of("view", "materialized view", "rule");
    private static final String PREFIX = "holdfast_scratch_";

    private final ScratchServer server;
    private final String name;
    private final Endpoint endpoint;
    private final List<String> notes = new ArrayList<>();
    private boolean open = true;
    private boolean made;
    private boolean otherVersion;

    private ScratchDatabase(ScratchServer server, String declared) {
        this.server = server;
        this.name = PREFIX + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        this.endpoint = server.database(declared, name);
    }

    /** Makes one on {@code server}, which is closed with it. */
    static ScratchDatabase on(ScratchServer server, Endpoint like, Traits traits) throws SQLException {
        var database = new ScratchDatabase(server, like.database());
        try {
            database.create(traits);
            return database;
        } catch (SQLException failure) {
            database.close();
            throw failure;
        }
    }

    private void create(Traits traits) throws SQLException {
        try (PostgresqlSession session = PostgresqlSession.open(server.maintenance(), Traits.PATIENCE);
                Statement statement = session.connection().createStatement()) {
            sweep(statement);
            make(statement, traits);
            statement.execute("comment on database %s is 'made at %d'"
                    .formatted(name, Instant.now().getEpochSecond()));
            statement.execute("alter database %s set synchronous_commit = off".formatted(name));
            if (!traits.path().isEmpty()) {
                statement.execute("alter database %s set search_path = %s".formatted(name, list(traits.path())));
            }
        }
        try (PostgresqlSession session = PostgresqlSession.open(endpoint, Traits.PATIENCE);
                Statement statement = session.connection().createStatement()) {
            for (String schema : traits.path()) {
                statement.execute("create schema if not exists " + Names.quoted(schema));
            }
        }
        tell(traits);
    }

    /** Those that were left behind by whoever was killed: nobody is connected to them, and none takes that long. */
    private static void sweep(Statement statement) throws SQLException {
        List<String> left = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(LEFT_BEHIND)) {
            while (row.next()) {
                left.add(row.getString(1));
            }
        }
        for (String database : left) {
            log.info("dropping the throw-away database {}, which was left behind", database);
            statement.execute("drop database if exists " + Names.quoted(database));
        }
    }

    private void tell(Traits traits) throws SQLException {
        String here = Traits.of(endpoint).version();
        if (!major(here).equals(major(traits.version()))) {
            otherVersion = true;
            notes.add(
                    ("it was tried on PostgreSQL %s, and the database is on %s: migrations.scratch names a server of the"
                                    + " same version")
                            .formatted(here, traits.version()));
        }
        if (server.isOwn() && !traits.superuser()) {
            notes.add("it was tried by a superuser, and %s is none: what only a superuser may do is not found"
                    .formatted(traits.user()));
        }
    }

    private static String list(List<String> names) {
        return names.stream().map(Names::quoted).collect(Collectors.joining(", "));
    }

    private static String major(String version) {
        return version.split("[. ]", 2)[0];
    }

    /** The server may not have the locale: then it sorts by code point, which any encoding can. */
    private void make(Statement statement, Traits traits) throws SQLException {
        made = true; // also where the answer is lost
        String creation = "create database %s template template0 encoding '%s'".formatted(name, traits.encoding());
        String provider = server.isOwn() ? " locale_provider libc" : ""; // one before 15 knows no other
        try {
            statement.execute("%s%s lc_collate '%s' lc_ctype '%s'"
                    .formatted(creation, provider, traits.collation(), traits.characters()));
        } catch (SQLException unknown) {
            log.debug("the locale {} is not known to the scratch server", traits.collation(), unknown);
            statement.execute("%s%s lc_collate 'C' lc_ctype 'C'".formatted(creation, provider));
            if (!traits.collation().equals("C.UTF-8")) {
                notes.add("it sorts by code point, and the database as " + traits.collation());
            }
        }
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Adds to them. */
    void note(String sentence) {
        notes.add(sentence);
    }

    @Override
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Servers of different versions write the texts of views and rules in different ways. */
    @Override
    public Set<String> incomparable() {
        return otherVersion ? WRITTEN_ANEW : Set.of();
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        if (made && !server.isOwn()) {
            drop();
        }
        server.close();
    }

    private void drop() {
        try (PostgresqlSession session = PostgresqlSession.open(server.maintenance(), Traits.PATIENCE);
                Statement statement = session.connection().createStatement()) {
            statement.execute("drop database if exists %s with (force)".formatted(name));
        } catch (SQLException failure) {
            log.warn("the throw-away database {} could not be dropped", name, failure);
        }
    }
}
