package io.holdfast.engine.tls;

import java.util.Locale;

/** Hosts that cannot be anywhere but here, told by their spelling; no name is looked up. */
public final class Loopback {
    private Loopback() {}

    /** Whether {@code host} is this machine's loopback interface; so is an empty host. */
    public static boolean is(String host) {
        String plain = host.toLowerCase(Locale.ROOT);
        return plain.isEmpty()
                || plain.equals("localhost")
                || plain.matches("127(\\.\\d{1,3}){3}")
                || plain.equals("::1")
                || plain.equals("[::1]");
    }
}
