package io.holdfast.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Secrets that a test plants, and then looks for in every output: as they are, and in the disguises in which secrets
 * travel.
 */
public final class Canaries {
    /** A password as people choose them, with characters that are encoded in URLs. */
    public static final String PASSWORD = "c4nary:P@ss/w0rd&Tweet?";

    /** A password without any character that is encoded anywhere. */
    public static final String PLAIN_PASSWORD = "c4naryPlainTweet";

    /** A bearer token. */
    public static final String TOKEN = "c4naryTokenTweetTweetTweet";

    private static final int TELLING = 6;

    private Canaries() {}

    /** {@code password} as it stands in a URL. */
    public static String inUrl(String password) {
        return URLEncoder.encode(password, UTF_8).replace("+", "%20");
    }

    /** {@code password} as it stands between the quotes of a JSON text. */
    public static String inJson(String password) {
        var json = new StringBuilder();
        password.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c < ' ') {
                json.append("\\u%04x".formatted(c));
            } else {
                json.append((char) c);
            }
        });
        return json.toString();
    }

    /**
     * Fails if {@code text} holds one of the secrets, or one of {@code more}, in any disguise. The failure does not show
     * the secret either: it says where it is.
     */
    public static void assertAbsentFrom(String text, String... more) {
        List<String> secrets = new ArrayList<>(List.of(PASSWORD, PLAIN_PASSWORD, TOKEN));
        secrets.addAll(List.of(more));
        for (String secret : secrets) {
            for (String disguise : disguises(secret)) {
                int at = text.indexOf(disguise);
                if (at >= 0) {
                    throw new AssertionError("a secret stands at character %d, behind: %s"
                            .formatted(at, text.substring(Math.max(0, at - 60), at)));
                }
            }
        }
    }

    /** Whether {@code text} holds {@code secret}, or a telling part of it, in any disguise. */
    public static boolean isIn(String text, String secret) {
        return disguises(secret).stream().anyMatch(text::contains);
    }

    private static List<String> disguises(String secret) {
        String encoded = inUrl(secret);
        List<String> disguises = new ArrayList<>(List.of(
                secret,
                encoded,
                encoded.toLowerCase(Locale.ROOT),
                URLEncoder.encode(secret, UTF_8),
                inJson(secret),
                inJson(inJson(secret)),
                inAscii(inJson(secret)),
                inJson(secret).replace("/", "\\/"),
                secret.substring(Math.min(secret.length() / 2, TELLING))));
        for (int before = 0; before < 3; before++) {
            disguises.add(insideBase64(secret, before));
        }
        return disguises;
    }

    /** {@code json} with every letter beyond ASCII as an escape. */
    private static String inAscii(String json) {
        var ascii = new StringBuilder();
        json.chars().forEach(c -> ascii.append(c < 128 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
        return ascii.toString();
    }

    /** What every Base64 text holds in which {@code before} bytes (modulo 3) stand before the secret. */
    private static String insideBase64(String secret, int before) {
        byte[] bytes = ("x".repeat(before) + secret).getBytes(UTF_8);
        String text = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        return text.substring((before * 8 + 5) / 6, bytes.length * 8 / 6);
    }
}
