package io.holdfast.postgresql.session;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.postgresql.tls.EncryptionProperties;
import io.holdfast.postgresql.tls.PostgresqlServers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.postgresql.PGProperty;

/**
 * The driver's properties for one endpoint.
 *
 * <p>Parameters of the address reach the driver as written, under the driver's names or libpq's. A name that neither
 * knows is refused, and so is a credential.
 */
final class Parameters {
    private static final Map<String, String> LIBPQ_NAMES = Map.of(
            "application_name", "ApplicationName",
            "connect_timeout", "connectTimeout",
            "channel_binding", "channelBinding",
            "gssencmode", "gssEncMode",
            "target_session_attrs", "targetServerType");

    private static final Set<String> CREDENTIALS = Set.of("user", "password", "sslpassword");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[1-9]\\d{0,9}");

    private Parameters() {}

    static String url(DatabaseUrl url) {
        String host = url.host().isEmpty() ? "127.0.0.1" : url.host();
        String bracketed = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        int port = url.port() == 0 ? 5432 : url.port();
        return "jdbc:postgresql://%s:%d/%s"
                .formatted(bracketed, port, URLEncoder.encode(url.path(), StandardCharsets.UTF_8));
    }

    static Properties of(Endpoint endpoint, Duration timeout) {
        Properties properties = new Properties();
        PGProperty.APPLICATION_NAME.set(properties, "holdfast");
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        limit(properties, timeout);
        endpoint.url().parameters().forEach((name, value) -> put(properties, name, value));
        limitTls(properties, timeout);
        EncryptionProperties.write(new PostgresqlServers().demanded(endpoint), properties);
        endpoint.credentials().ifPresent(credentials -> {
            if (!credentials.user().isEmpty()) {
                PGProperty.USER.set(properties, credentials.user());
            }
            PGProperty.PASSWORD.set(properties, credentials.password().reveal());
        });
        return properties;
    }

    /** connectTimeout ends with the TCP connection; only loginTimeout covers a server that accepts and says nothing. */
    private static void limit(Properties properties, Duration timeout) {
        long millis = Math.max(1, timeout.toMillis());
        int seconds = (int) Math.min(Integer.MAX_VALUE / 1000, (millis + 999) / 1000);
        PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
        PGProperty.SOCKET_TIMEOUT.set(properties, seconds);
        PGProperty.LOGIN_TIMEOUT.set(properties, "%d.%03d".formatted(millis / 1000, millis % 1000));
        PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, 2);
    }

    /** The answer to the request for encryption is part of connecting, whatever the address says. */
    private static void limitTls(Properties properties, Duration timeout) {
        int millis = (int) Math.max(1, Math.min(Integer.MAX_VALUE, timeout.toMillis()));
        String said = PGProperty.SSL_RESPONSE_TIMEOUT.getOrDefault(properties);
        if (said == null || !WHOLE_NUMBER.matcher(said).matches() || Long.parseLong(said) > millis) {
            PGProperty.SSL_RESPONSE_TIMEOUT.set(properties, millis);
        }
    }

    private static void put(Properties properties, String name, String value) {
        if (CREDENTIALS.contains(name)) {
            throw Failure.of(ErrorKind.CONFIGURATION, "a PostgreSQL address has the parameter %s".formatted(name))
                    .withHint("write user and password as settings of their own, not as parameters")
                    .exception();
        }
        String known = LIBPQ_NAMES.getOrDefault(name, name);
        if (PGProperty.forName(known) == null) {
            throw Failure.of(
                            ErrorKind.CONFIGURATION,
                            "a PostgreSQL address has the parameter %s, which the driver does not know".formatted(name))
                    .withHint("remove it, or write it as the driver's documentation does; encryption is set under tls")
                    .exception();
        }
        properties.setProperty(known, value);
    }
}
