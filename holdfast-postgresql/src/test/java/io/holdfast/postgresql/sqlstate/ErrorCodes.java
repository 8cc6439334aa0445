package io.holdfast.postgresql.sqlstate;

import io.holdfast.postgresql.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLState;

/** The codes that there are: those that the server lists in its own files, and those that the driver adds. */
final class ErrorCodes {
    private static final Pattern LINE = Pattern.compile("([0-9A-Z]{5})\\s+[SWE]\\s+ERRCODE_\\w+(?:\\s+(\\w+))?");

    private static final int MINOR_VERSIONS = 10_000;

    private ErrorCodes() {}

    /** Each code of the running server's {@code errcodes.txt}, with the name of its condition. */
    static Map<String, String> ofServer() throws Exception {
        String folder =
                TestServer.ask(TestServer.freshDatabase(), "SELECT setting FROM pg_config() WHERE name = 'SHAREDIR'");
        List<String> lines = Files.readAllLines(Path.of(folder, "errcodes.txt"));
        Map<String, String> names = new TreeMap<>();
        for (String line : lines) {
            Matcher code = LINE.matcher(line);
            if (code.matches() && code.group(2) != null) {
                names.putIfAbsent(code.group(1), code.group(2));
            }
        }
        return names;
    }

    /** The major version of the running server. */
    static int version() throws Exception {
        return Integer.parseInt(TestServer.ask(TestServer.freshDatabase(), "SHOW server_version_num")) / MINOR_VERSIONS;
    }

    /** Each code that the driver knows and the server does not, with the driver's name for it. */
    static Map<String, String> ofDriver() throws Exception {
        Map<String, String> names = new TreeMap<>();
        for (PSQLState state : PSQLState.values()) {
            if (!state.getState().isEmpty()) {
                names.put(state.getState(), state.name().toLowerCase(Locale.ROOT));
            }
        }
        names.keySet().removeAll(ofServer().keySet());
        return names;
    }
}
