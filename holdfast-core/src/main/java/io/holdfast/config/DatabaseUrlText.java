package io.holdfast.config;

import io.holdfast.error.Masking;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Percent-coding, and the canonical spelling of a database's address. */
final class DatabaseUrlText {
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:,";
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(password|passwd|passphrase|pwd|secret|token|credential|api_?key).*");

    private final DatabaseUrl url;

    DatabaseUrlText(DatabaseUrl url) {
        this.url = url;
    }

    @Override
    public String toString() {
        if (url.embedded()) {
            return "embedded:" + url.engine() + (url.path().isEmpty() ? "" : ":" + url.path())
                    + query(url.parameters());
        }
        if (url.host().isEmpty()) {
            return url.engine() + ":" + url.path() + query(url.parameters());
        }
        boolean service = url.parameters().containsKey(DatabaseUrlParser.SERVICE);
        String host = url.host().contains(":") && !url.host().contains(",") && url.port() != 0
                ? "[" + url.host() + "]"
                : url.host();
        return (service ? url.engine() + "+srv" : url.engine()) + "://" + host
                + (url.port() == 0 ? "" : ":" + url.port())
                + (url.path().isEmpty() ? "" : "/" + encoded(url.path()))
                + query(url.parameters());
    }

    private static String query(Map<String, String> parameters) {
        String text = parameters.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(DatabaseUrlParser.SERVICE))
                .map(entry -> encoded(entry.getKey()) + "="
                        + (isSecret(entry.getKey()) ? Masking.MASK : encoded(entry.getValue())))
                .collect(Collectors.joining("&"));
        return text.isEmpty() ? "" : "?" + text;
    }

    static boolean isSecret(String name) {
        return SECRET_NAME.matcher(name).matches();
    }

    private static String encoded(String text) {
        var result = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > 0 && PLAIN.indexOf(octet) >= 0) {
                result.append((char) octet);
            } else {
                result.append(String.format(Locale.ROOT, "%%%02X", octet & 0xff));
            }
        }
        return result.toString();
    }

    /** The text that {@code coded} stands for. */
    static String decoded(String coded) throws InvalidValue {
        var octets = new ByteArrayOutputStream();
        int index = 0;
        while (index < coded.length()) {
            int start = index;
            index = coded.indexOf('%', start);
            if (index < 0) {
                index = coded.length();
            }
            octets.writeBytes(coded.substring(start, index).getBytes(StandardCharsets.UTF_8));
            if (index < coded.length()) {
                octets.write(octet(coded, index + 1));
                index += 3;
            }
        }
        return octets.toString(StandardCharsets.UTF_8);
    }

    private static int octet(String coded, int start) throws InvalidValue {
        int high = start + 1 < coded.length() ? Character.digit(coded.charAt(start), 16) : -1;
        int low = start + 1 < coded.length() ? Character.digit(coded.charAt(start + 1), 16) : -1;
        if (high < 0 || low < 0) {
            throw new InvalidValue("an address with a % that starts no percent-code", "%25 where a % itself is meant");
        }
        return high * 16 + low;
    }
}
