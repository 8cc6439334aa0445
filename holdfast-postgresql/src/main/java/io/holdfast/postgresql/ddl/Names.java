package io.holdfast.postgresql.ddl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * Identifiers, always quoted and never truncated by the server: what is longer than its 63 bytes is shortened here, and
 * ends in a checksum of the whole name, so that the same name always becomes the same identifier.
 */
public final class Names {
    /** What PostgreSQL keeps of an identifier, in bytes of UTF-8. */
    public static final int LONGEST = 63;

    private static final int CHECKSUM_BYTES = 4;
    private static final int KEPT = LONGEST - 1 - 2 * CHECKSUM_BYTES;
    private static final String STAGING = "holdfast_staging_";

    private Names() {}

    /** {@code name} if it fits, else its beginning and a checksum. An empty name becomes an underscore. */
    public static String fit(String name) {
        if (name.isEmpty()) {
            return "_";
        }
        return length(name) <= LONGEST ? name : shortened(name, name);
    }

    /** {@code name}, made to fit and unlike every name in {@code taken}, and entered there. */
    public static String unique(String name, Set<String> taken) {
        String candidate = fit(name);
        for (int attempt = 1; !taken.add(candidate); attempt++) {
            candidate = shortened(name, name + '\n' + attempt);
        }
        return candidate;
    }

    /** {@code name}, fitted and quoted. */
    public static String quoted(String name) {
        return '"' + fit(name).replace("\"", "\"\"") + '"';
    }

    /** {@code name} in {@code schema}, both fitted and quoted. */
    public static String qualified(String schema, String name) {
        return quoted(schema) + '.' + quoted(name);
    }

    /** The staging schema that becomes {@code schema}. */
    public static String staging(String schema) {
        return fit(STAGING + schema);
    }

    /** {@code text} as a literal. */
    public static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    private static int length(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String shortened(String name, String identity) {
        StringBuilder kept = new StringBuilder();
        int bytes = 0;
        for (int codePoint : name.codePoints().toArray()) {
            String character = Character.toString(codePoint);
            bytes += length(character);
            if (bytes > KEPT) {
                break;
            }
            kept.append(character);
        }
        return kept.append('_').append(checksum(identity)).toString();
    }

    private static String checksum(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, CHECKSUM_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
