package io.holdfast.config;

import io.holdfast.config.Endpoint.Credentials;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What follows the scheme in the address of a server: {@code //USER:PASSWORD@HOST:PORT/NAME?PARAMETERS}. */
final class ServerAddress {
    private static final Pattern PARTS = Pattern.compile("//([^/?#]*)(?:/([^?#@]*))?(?:\\?([^#]*))?");
    private static final Pattern SERVER = Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]*)(?::([0-9]{1,5}))?");

    private final String engine;
    private final boolean service;
    private final String rest;

    ServerAddress(String engine, boolean service, String rest) {
        this.engine = engine;
        this.service = service;
        this.rest = rest;
    }

    DatabaseUrl.Parsed parse() throws InvalidValue {
        Matcher parts = PARTS.matcher(rest.startsWith("//") ? rest : "///" + rest);
        if (!parts.matches()) {
            throw unreadable();
        }
        String authority = parts.group(1);
        int at = authority.lastIndexOf('@');
        Map<String, String> parameters = DatabaseUrlParser.parameters(parts.group(3) == null ? "" : parts.group(3));
        Optional<Credentials> credentials = credentials(at < 0 ? null : authority.substring(0, at), parameters);
        if (service) {
            parameters.put(DatabaseUrlParser.SERVICE, "true");
        }
        String name = DatabaseUrlText.decoded(parts.group(2) == null ? "" : parts.group(2));
        if (name.isEmpty() && engine.equals("postgresql")) {
            throw new InvalidValue("an address without a database's name", "postgresql://HOST/NAME");
        }
        return new DatabaseUrl.Parsed(place(authority.substring(at + 1), name, parameters), credentials);
    }

    private DatabaseUrl place(String servers, String name, Map<String, String> parameters) throws InvalidValue {
        if (servers.contains(",") && engine.equals("mongodb")) {
            for (String server : servers.split(",", -1)) {
                server(server);
            }
            return new DatabaseUrl(engine, false, servers.toLowerCase(Locale.ROOT), 0, name, parameters);
        }
        Matcher server = server(servers);
        if (service && (servers.startsWith("[") || server.group(2) != null)) {
            throw new InvalidValue("a service record with a number for a server", "mongodb+srv://NAME, without a port");
        }
        String host = server.group(1).isEmpty() ? "localhost" : server.group(1).toLowerCase(Locale.ROOT);
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new DatabaseUrl(engine, false, bare, service ? 0 : port(server.group(2)), name, parameters);
    }

    private static Matcher server(String written) throws InvalidValue {
        Matcher server = SERVER.matcher(written);
        if (!server.matches()) {
            throw unreadable();
        }
        return server;
    }

    private int port(@Nullable String written) throws InvalidValue {
        if (written == null) {
            return engine.equals("mongodb") ? 27017 : 5432;
        }
        int port = Integer.parseInt(written);
        if (port < 1 || port > 65_535) {
            throw new InvalidValue("an address with the port " + port, "a port from 1 to 65535");
        }
        return port;
    }

    /** Takes user and password out of both places they can stand in. */
    private static Optional<Credentials> credentials(@Nullable String information, Map<String, String> parameters)
            throws InvalidValue {
        Map<String, String> asked = new LinkedHashMap<>();
        for (String name : new String[] {"user", "password"}) {
            String value = parameters.remove(name);
            if (value != null) {
                asked.put(name, value);
            }
        }
        if (information == null) {
            return asked.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Credentials(
                            asked.getOrDefault("user", ""), Secret.of(asked.getOrDefault("password", ""))));
        }
        String[] pair = information.split(":", 2);
        if (asked.containsKey("user") || (asked.containsKey("password") && pair.length == 2)) {
            throw new InvalidValue("an address that names the user or the password twice", "each once");
        }
        String password = pair.length == 2 ? DatabaseUrlText.decoded(pair[1]) : asked.getOrDefault("password", "");
        return Optional.of(new Credentials(DatabaseUrlText.decoded(pair[0]), Secret.of(password)));
    }

    private static InvalidValue unreadable() {
        return new InvalidValue(
                "an address that cannot be read",
                "a server's HOST:PORT/NAME after the slashes, with / ? # @ % in user and password written as %2F %3F %23 %40 %25");
    }
}
