package io.holdfast.benchmarks.connection;

import io.holdfast.config.Endpoint;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Where a server is, for those who speak to the driver themselves.
 *
 * @param url without user and password
 * @param user who asks
 * @param password what proves it
 */
record JdbcAddress(String url, String user, String password) {

    /** That of {@code server}. */
    static JdbcAddress of(Endpoint server) {
        return at("%s:%d".formatted(server.url().host(), server.url().port()), server);
    }

    /** That of {@code server} under another name of its host. */
    static JdbcAddress of(Endpoint server, String host) {
        return at("%s:%d".formatted(host, server.url().port()), server);
    }

    /** Those of two servers, for a driver that tries one after the other. */
    static JdbcAddress of(Endpoint first, Endpoint second, String host) {
        return at(
                "%1$s:%2$d,%1$s:%3$d"
                        .formatted(host, first.url().port(), second.url().port()),
                first);
    }

    private static JdbcAddress at(String hosts, Endpoint server) {
        Endpoint.Credentials user = server.credentials().orElseThrow();
        return new JdbcAddress(
                "jdbc:postgresql://%s/%s".formatted(hosts, server.url().path()),
                user.user(),
                user.password().reveal());
    }

    /** The same with more {@code parameters}, each as {@code name=value}. */
    JdbcAddress with(String... parameters) {
        String sign = url.contains("?") ? "&" : "?";
        return new JdbcAddress(url + sign + String.join("&", parameters), user, password);
    }

    /** A connection without any pool. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
