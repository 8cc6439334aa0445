package io.holdfast.config;

import io.holdfast.error.ConfigurationException;
import io.holdfast.error.Masking;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the spellings of a database's address. */
final class DatabaseUrlParser {
    private final String address;

    DatabaseUrlParser(String address) {
        this.address = address;
    }

    DatabaseUrl.Parsed parse() {
        String text = address.startsWith("jdbc:") ? address.substring("jdbc:".length()) : address;
        if (text.startsWith("embedded:postgresql")) {
            String folder = text.substring("embedded:postgresql".length());
            return place("postgresql", true, folder.startsWith(":") ? folder.substring(1) : folder);
        }
        if (text.startsWith("sqlite:")) {
            String file = text.substring("sqlite:".length());
            return place("sqlite", false, file.startsWith("///") ? file.substring(3) : file);
        }
        if (text.startsWith("postgresql://") || text.startsWith("postgres://")) {
            return server(text);
        }
        throw unreadable("expected sqlite:FILE, postgresql://HOST/NAME or embedded:postgresql:FOLDER");
    }

    private static DatabaseUrl.Parsed place(String engine, boolean embedded, String path) {
        return new DatabaseUrl.Parsed(new DatabaseUrl(engine, embedded, "", 0, path, Map.of()), Optional.empty());
    }

    private DatabaseUrl.Parsed server(String text) {
        try {
            URI uri = new URI(text);
            int port = uri.getPort() < 0 ? 5432 : uri.getPort();
            String name = uri.getPath().isEmpty() ? "" : uri.getPath().substring(1);
            var url = new DatabaseUrl("postgresql", false, uri.getHost(), port, name, Map.of());
            String[] user = uri.getUserInfo() == null
                    ? new String[0]
                    : uri.getUserInfo().split(":", 2);
            Optional<Endpoint.Credentials> credentials = user.length == 0
                    ? Optional.empty()
                    : Optional.of(new Endpoint.Credentials(user[0], Secret.of(user.length > 1 ? user[1] : "")));
            return new DatabaseUrl.Parsed(url, credentials);
        } catch (URISyntaxException e) {
            throw unreadable("it is not a well-formed URL");
        }
    }

    private ConfigurationException unreadable(String reason) {
        return new ConfigurationException("the address " + Masking.clean(address), List.of(reason));
    }
}
