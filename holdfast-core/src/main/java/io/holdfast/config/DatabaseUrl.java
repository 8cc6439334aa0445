package io.holdfast.config;

import java.util.Map;
import java.util.Optional;

/**
 * Where a database is, in one canonical form: engine, place and parameters, and never a credential.
 *
 * <p>The spellings of other ecosystems are understood: {@code postgres://}, {@code postgresql+asyncpg://},
 * {@code jdbc:postgresql://}, {@code sqlite:FILE}, {@code sqlite:///FILE}, {@code jdbc:sqlite:FILE}, {@code mongodb://}
 * and {@code embedded:postgresql[:FOLDER]}.
 *
 * @param engine {@code sqlite}, {@code postgresql} or {@code mongodb}
 * @param embedded whether Holdfast runs the server itself; {@code path} is then the folder it lives in
 * @param host the server's name or address; empty for a file or an embedded server
 * @param port the server's port; 0 where there is none
 * @param path the file of a SQLite database, the folder of an embedded server, or the database's name on a server
 * @param parameters further parameters, as written
 */
public record DatabaseUrl(
        String engine, boolean embedded, String host, int port, String path, Map<String, String> parameters) {
    // parse(String) returns Parsed(url, credentials); see DatabaseUrlParser

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
     * @throws io.holdfast.error.ConfigurationException if it cannot be read; the message shows no credential
     */
    public static Parsed parse(String address) {
        return new DatabaseUrlParser(address).parse();
    }
}
