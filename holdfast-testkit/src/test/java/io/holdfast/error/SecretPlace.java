package io.holdfast.error;

import io.holdfast.testkit.Canaries;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A place where secrets stand in practice.
 *
 * @param frame the text around it, with {@code %s} where the secret is written
 * @param writing how a secret is written there
 */
record SecretPlace(String frame, Writing writing) {
    static final List<SecretPlace> ALL = List.of(
            new SecretPlace("postgresql://app:%s@db1:5432/app", Writing.PLAIN),
            new SecretPlace("postgresql://app:%s@db1:5432/app", Writing.IN_URL),
            new SecretPlace("at mongodb+srv://%s@c1.example.net/app?w=1", Writing.PLAIN),
            new SecretPlace("amqp://:%s@mq", Writing.PLAIN),
            new SecretPlace("https://hook:%s@hooks.example.org/x", Writing.PLAIN),
            new SecretPlace("{\"url\":\"jdbc:postgresql://app:%s@db1/app\",\"n\":1}", Writing.IN_JSON),
            new SecretPlace("x?to=smtp%%3A%%2F%%2Fapp%%3A%s%%40mx&n=1", Writing.IN_URL),
            new SecretPlace("java.net.UnknownHostException: app:%s@db1", Writing.PLAIN),
            new SecretPlace("jdbc:postgresql://db1/app?password=%s&ssl=true", Writing.IN_URL),
            new SecretPlace("host=db1 password=%s user=app", Writing.BARE),
            new SecretPlace("PGPASSWORD=%s", Writing.BARE),
            new SecretPlace("  db.password: %s", Writing.BARE),
            new SecretPlace("  - clientSecret: '%s'", Writing.DOUBLED_QUOTES),
            new SecretPlace("  token: \"%s\" # ours", Writing.IN_JSON),
            new SecretPlace("{\"aws_secret_access_key\": \"%s\", \"n\": 1}", Writing.IN_JSON),
            new SecretPlace("{\"body\":\"{\\\"api-key\\\":\\\"%s\\\",\\\"n\\\":1}\"}", Writing.IN_JSON_IN_JSON),
            new SecretPlace("Settings[user=app, passphrase=%s, n=1]", Writing.BARE),
            new SecretPlace("Authorization: Bearer %s", Writing.BARE),
            new SecretPlace("X-Api-Key: %s", Writing.BARE),
            new SecretPlace("sent Bearer %s to hook", Writing.BARE),
            new SecretPlace("sent Basic %s to hook", Writing.IN_BASE_64),
            new SecretPlace("alter role app with password '%s' login", Writing.DOUBLED_QUOTES),
            new SecretPlace("alter role app password E'%s' login", Writing.IN_SQL_ESCAPES),
            new SecretPlace("create user app identified by $x$%s$x$ login", Writing.PLAIN),
            new SecretPlace("Detail: Key (id, mail)=(7, %s) already exists.", Writing.PLAIN),
            new SecretPlace("Detail: Failing row contains (7, %s, null).", Writing.PLAIN),
            new SecretPlace("Batch entry 0 insert into t values (%s) was aborted: ERROR: no", Writing.PLAIN),
            new SecretPlace("invalid input syntax for type integer: \"%s\"", Writing.PLAIN),
            new SecretPlace("value \"%s\" is out of range for type integer", Writing.PLAIN),
            new SecretPlace("index: mail_1 dup key: { mail: \"%s\", n: 1 }", Writing.IN_JSON));

    /** How a secret is written. */
    enum Writing {
        /** As it is. */
        PLAIN(secret -> secret),
        /** As it is, where a blank ends it, and what stands between two values. */
        BARE(secret -> secret),
        IN_URL(Canaries::inUrl),
        IN_JSON(Canaries::inJson),
        IN_JSON_IN_JSON(secret -> Canaries.inJson(Canaries.inJson(secret))),
        DOUBLED_QUOTES(secret -> secret.replace("'", "''")),
        IN_SQL_ESCAPES(secret -> secret.replace("\\", "\\\\").replace("'", "\\'")),
        IN_BASE_64(secret -> Base64.getEncoder().encodeToString(("app:" + secret).getBytes(StandardCharsets.UTF_8)));

        private final UnaryOperator<String> written;

        Writing(UnaryOperator<String> written) {
            this.written = written;
        }
    }

    /** {@code secret}, made such that it can stand here: bare, it neither begins like a quoted one nor holds commas. */
    String fitting(String secret) {
        return writing == Writing.BARE ? "a" + secret.replaceAll("[],;]", "") : secret;
    }

    /** The text with {@code secret} in it. */
    String with(String secret) {
        return frame.formatted(writing.written.apply(secret));
    }

    /** Whether all that is left between the masks of {@code cleaned} stands around the secret. */
    boolean isCleared(String cleaned) {
        String around = frame.formatted("\n");
        int at = 0;
        for (String left : cleaned.split(Masking.MASK, -1)) {
            int found = around.indexOf(left, at);
            if (found < 0) {
                return false;
            }
            at = found + left.length();
        }
        return cleaned.contains(Masking.MASK);
    }

    @Override
    public String toString() {
        return writing.name().toLowerCase(Locale.ROOT) + " in " + frame;
    }
}
