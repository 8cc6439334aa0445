package io.holdfast.config;

import io.holdfast.config.tree.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the spellings of a database's address. Its problems name the scheme at most, because the rest may be secret. */
final class DatabaseUrlParser {
    static final String EXPECTED =
            "sqlite:FILE, postgresql://HOST/NAME, mongodb://HOST/NAME or embedded:postgresql[:FOLDER]";
    static final String MEMORY = ":memory:";
    static final String SERVICE = "srv";

    private static final Pattern SCHEME =
            Pattern.compile("([A-Za-z][A-Za-z0-9]*)(?:\\+([A-Za-z0-9_]+))?:(.*)", Pattern.DOTALL);
    private static final Pattern PARAMETERS =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*=[^&?]*(?:&[A-Za-z_][A-Za-z0-9_.]*=[^&?]*)*");
    private static final Pattern PARAMETER_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final Map<String, String> ENGINES = Map.of(
            "sqlite", "sqlite",
            "sqlite3", "sqlite",
            "postgresql", "postgresql",
            "postgres", "postgresql",
            "mongodb", "mongodb");
    private static final List<String> WORDS =
            List.of("sqlite", "postgresql", "postgres", "mongodb", "embedded", "jdbc");

    private final String address;

    DatabaseUrlParser(String address) {
        this.address = address;
    }

    DatabaseUrl.Parsed parse() throws InvalidValue {
        if (address.indexOf('\0') >= 0) {
            throw new InvalidValue("an address with a character that no address has", EXPECTED);
        }
        boolean jdbc = address.startsWith("jdbc:");
        Matcher matcher = SCHEME.matcher(jdbc ? address.substring("jdbc:".length()) : address);
        if (!matcher.matches()) {
            throw new InvalidValue("no database's address", EXPECTED);
        }
        String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
        String rest = matcher.group(3);
        if (scheme.equals("embedded") && !jdbc) {
            return embedded(rest);
        }
        String engine = ENGINES.get(scheme);
        if (engine == null) {
            throw unknown(scheme);
        }
        if (engine.equals("sqlite")) {
            return file(jdbc ? rest : path(rest));
        }
        boolean service = engine.equals("mongodb") && "srv".equals(matcher.group(2));
        return new ServerAddress(engine, service, rest).parse();
    }

    private static InvalidValue unknown(String scheme) {
        Optional<String> nearest = Nearest.to(scheme, WORDS);
        return nearest.map(word -> new InvalidValue(
                        "an address that starts with \"" + scheme + ":\"", EXPECTED + "; did you mean " + word + ":?"))
                .orElseGet(() -> new InvalidValue("an address of a kind that is not known", EXPECTED));
    }

    private static DatabaseUrl.Parsed embedded(String rest) throws InvalidValue {
        if (!rest.equals("postgresql") && !rest.startsWith("postgresql:")) {
            throw new InvalidValue("an embedded engine that is not known", "embedded:postgresql[:FOLDER]");
        }
        String folder = rest.substring(Math.min(rest.length(), "postgresql:".length()));
        return new DatabaseUrl.Parsed(new DatabaseUrl("postgresql", true, "", 0, folder, Map.of()), Optional.empty());
    }

    /** SQLAlchemy's rule: three slashes and a relative file, or four and an absolute one. */
    private static String path(String rest) throws InvalidValue {
        if (rest.startsWith("///")) {
            return rest.substring("///".length());
        }
        if (rest.startsWith("//")) {
            throw new InvalidValue(
                    "a SQLite address with two slashes, which would name a server",
                    "sqlite:FILE, sqlite:///RELATIVE or sqlite:////ABSOLUTE");
        }
        return rest;
    }

    private static DatabaseUrl.Parsed file(String written) throws InvalidValue {
        String path = written.replaceFirst("^(file:)+", "").replaceFirst("^/+", "/");
        int mark = path.indexOf('?');
        Map<String, String> parameters = Map.of();
        if (mark >= 0 && PARAMETERS.matcher(path.substring(mark + 1)).matches()) {
            parameters = parameters(path.substring(mark + 1));
            path = path.substring(0, mark);
        }
        if (path.isEmpty()) {
            throw new InvalidValue("a SQLite address without a file", "sqlite:FILE");
        }
        return new DatabaseUrl.Parsed(new DatabaseUrl("sqlite", false, "", 0, path, parameters), Optional.empty());
    }

    /** The parameters in {@code query}, decoded. */
    static Map<String, String> parameters(String query) throws InvalidValue {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : query.split("&")) {
            if (part.isEmpty()) {
                continue;
            }
            String[] pair = part.split("=", 2);
            String name = DatabaseUrlText.decoded(pair[0]);
            String value = pair.length == 2 ? DatabaseUrlText.decoded(pair[1]) : "";
            if (!PARAMETER_NAME.matcher(name).matches()) {
                throw new InvalidValue(
                        "an address with a parameter that has no name", "parameters as in ?application_name=app");
            }
            if (parameters.put(name, value) != null) {
                throw new InvalidValue("an address with the same parameter twice", "each parameter once");
            }
        }
        return parameters;
    }
}
