package io.holdfast.config;

import io.holdfast.error.ConfigurationException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a database is, in one canonical form: engine, place and parameters, and never a credential.
 *
 * <p>The spellings of other ecosystems are understood: {@code postgres://}, {@code postgresql+asyncpg://},
 * {@code jdbc:postgresql://}, {@code sqlite:FILE}, {@code sqlite:///FILE}, {@code jdbc:sqlite:FILE}, {@code mongodb://}
 * and {@code embedded:postgresql[:FOLDER]}.
 *
 * <p>For SQLite, three slashes name a relative file and four an absolute one, as in SQLAlchemy:
 * {@code sqlite:///app.db} is {@code sqlite:app.db}, and {@code sqlite:////data/app.db} is {@code sqlite:/data/app.db}.
 * After {@code jdbc:sqlite:} stands the file itself, as in JDBC. Servers without a port get the engine's usual one.
 *
 * @param engine {@code sqlite}, {@code postgresql} or {@code mongodb}
 * @param embedded whether Holdfast runs the server itself; {@code path} is then the folder it lives in
 * @param host the server's name or address, without brackets; empty for a file or an embedded server; for a MongoDB
 *     replica set all its members, separated by commas
 * @param port the server's port; 0 where there is none, or where {@code host} names several servers
 * @param path the file of a SQLite database, the folder of an embedded server, or the database's name on a server
 * @param parameters further parameters, decoded; a service record of MongoDB ({@code mongodb+srv}) is {@code srv=true}
 */
public record DatabaseUrl(
        String engine, boolean embedded, String host, int port, String path, Map<String, String> parameters) {

    /** Keeps a sorted copy of the parameters. */
    public DatabaseUrl {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /** What an address says: the place, and the credentials that stood in it. */
    public record Parsed(DatabaseUrl url, Optional<Endpoint.Credentials> credentials) {
        /** The endpoint of {@code database} at this address. */
        public Endpoint endpoint(String database) {
            return new Endpoint(database, url, credentials);
        }
    }

    /**
     * Reads an address in any of the known spellings.
     *
     * @throws ConfigurationException if it cannot be read; the message shows no credential
     */
    public static Parsed parse(String address) {
        try {
            return new DatabaseUrlParser(address).parse();
        } catch (InvalidValue e) {
            throw new ConfigurationException(
                    "the database's address", List.of("it is %s; expected %s".formatted(e.found(), e.expected())));
        }
    }

    /** A copy whose file or folder, where it is relative, starts at {@code folder}. */
    public DatabaseUrl in(Path folder) {
        if (!host.isEmpty() || path.isEmpty() || path.equals(DatabaseUrlParser.MEMORY)) {
            return this;
        }
        return withPath(folder.resolve(path).normalize().toString());
    }

    DatabaseUrl withPath(String changed) {
        return new DatabaseUrl(engine, embedded, host, port, changed, parameters);
    }

    /** Whether {@code other} leads to the same database, whatever its parameters are. */
    public boolean samePlace(DatabaseUrl other) {
        return engine.equals(other.engine)
                && embedded == other.embedded
                && host.equals(other.host)
                && port == other.port
                && path.equals(other.path);
    }

    /** The canonical spelling: it can be read again, and secrets among its parameters are masked. */
    @Override
    public String toString() {
        return new DatabaseUrlText(this).toString();
    }
}
