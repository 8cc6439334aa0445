package io.holdfast.postgresql.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which port a server gets: the one it had last, if that is free, so that its clients find it again; or any. PostgreSQL
 * itself keeps the options of its last start in the data folder, whatever became of it.
 */
final class Ports {
    private static final Pattern PORT = Pattern.compile("\"-p\" \"(\\d{1,5})\"");
    private static final int ANY = 0;
    private static final int HIGHEST = 65_535;

    private Ports() {}

    /** A port on loopback that is free at this moment, for the server whose files are in {@code data}. */
    static int pick(Path data) throws IOException {
        OptionalInt last = last(data);
        return last.isPresent() && isFree(last.getAsInt()) ? last.getAsInt() : bind(ANY);
    }

    private static OptionalInt last(Path data) throws IOException {
        Path options = data.resolve("postmaster.opts");
        if (!Files.exists(options)) {
            return OptionalInt.empty();
        }
        Matcher port = PORT.matcher(Files.readString(options));
        int number = port.find() ? Integer.parseInt(port.group(1)) : ANY;
        return number == ANY || number > HIGHEST ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private static boolean isFree(int port) {
        try {
            return bind(port) == port;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int bind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            // as PostgreSQL does: connections of its last life may still be on their way out
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        }
    }
}
