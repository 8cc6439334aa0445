package io.holdfast.mongodb;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.WriteConcern;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.config.PoolConfig;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.mongodb.tls.MongodbServers;
import io.holdfast.mongodb.tls.MongodbTls;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What the driver is told of an endpoint. Options of the address are those of
 * <a href="https://www.mongodb.com/docs/manual/reference/connection-string-options/">MongoDB</a>, but for what Holdfast has
 * settings of its own for. Unless the address says otherwise, a write is acknowledged when the majority of the servers have
 * it in their journals.
 */
final class ClientSettings {
    private static final Set<String> KNOWN = Set.of(
            "srv",
            "replicaset",
            "directconnection",
            "loadbalanced",
            "srvservicename",
            "srvmaxhosts",
            "authsource",
            "authmechanism",
            "readpreference",
            "readpreferencetags",
            "maxstalenessseconds",
            "readconcernlevel",
            "w",
            "journal",
            "wtimeoutms",
            "retrywrites",
            "retryreads",
            "compressors",
            "localthresholdms",
            "heartbeatfrequencyms",
            "servermonitoringmode");

    /** Said here and not to the driver, which would want them together with a password. */
    private static final Set<String> OURS = Set.of("srv", "authsource", "authmechanism");

    /** The one kind of login for which no user is named. */
    private static final String BY_CERTIFICATE = "MONGODB-X509";

    /** In milliseconds: how soon a server that did not answer is asked again while somebody waits for it. */
    private static final long LEAST_PAUSE = 25;

    private ClientSettings() {}

    /**
     * For a client with one connection.
     *
     * @param timeout the longest wait for a server, and for each of its answers
     * @throws io.holdfast.error.HoldfastException of kind CONFIGURATION if the address cannot be used
     */
    static MongoClientSettings.Builder of(Endpoint endpoint, Duration timeout) {
        long millis = Math.max(1, timeout.toMillis());
        return basis(endpoint, timeout, builder -> {})
                .applyToSocketSettings(socket -> socket.readTimeout(clipped(millis), TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxSize(1).maxWaitTime(millis, TimeUnit.MILLISECONDS));
    }

    /**
     * For a client whose connections are as {@code config} says.
     *
     * @throws io.holdfast.error.HoldfastException of kind CONFIGURATION if the address cannot be used
     */
    static MongoClientSettings.Builder pooled(DatabaseConfig config, Endpoint endpoint) {
        PoolConfig sizes = config.pool();
        return basis(endpoint, sooner(config.timeouts().connect(), verdict(config)), builder -> watch(builder, config))
                .timeout(config.timeouts().statement().toMillis(), TimeUnit.MILLISECONDS)
                .applyToConnectionPoolSettings(pool -> pool.maxSize(sizes.size())
                        .minSize(Math.min(sizes.minIdle(), sizes.size()))
                        .maxConnectionLifeTime(sizes.maxLifetime().toMillis(), TimeUnit.MILLISECONDS)
                        .maxWaitTime(sizes.acquireTimeout().toMillis(), TimeUnit.MILLISECONDS));
    }

    /** A server that was silent for so long is given up; the driver cuts what is in use there then. */
    private static Duration verdict(DatabaseConfig config) {
        return config.probe().timeout().multipliedBy(config.probe().misses());
    }

    private static Duration sooner(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static void watch(MongoClientSettings.Builder settings, DatabaseConfig config) {
        long every = Math.max(LEAST_PAUSE, config.probe().every().toMillis());
        settings.applyToServerSettings(server -> server.heartbeatFrequency(every, TimeUnit.MILLISECONDS)
                .minHeartbeatFrequency(LEAST_PAUSE, TimeUnit.MILLISECONDS));
    }

    /** What holds for every client; {@code first} is said before what the address says. */
    private static MongoClientSettings.Builder basis(
            Endpoint endpoint, Duration timeout, Consumer<MongoClientSettings.Builder> first) {
        DatabaseUrl url = endpoint.url();
        long millis = Math.max(1, timeout.toMillis());
        var settings = MongoClientSettings.builder();
        first.accept(settings);
        settings.writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .applyConnectionString(new ConnectionString(address(url)))
                .applicationName("holdfast")
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(millis, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(clipped(millis), TimeUnit.MILLISECONDS));
        MongodbTls.apply(endpoint, settings);
        endpoint.credentials().ifPresent(known -> settings.credential(credential(known, url)));
        if (endpoint.credentials().isEmpty() && option(url, "authmechanism", "").equals(BY_CERTIFICATE)) {
            throw unknownLogin();
        }
        return settings;
    }

    private static int clipped(long millis) {
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }

    private static String address(DatabaseUrl url) {
        Map<String, String> parameters = url.parameters();
        parameters.keySet().forEach(ClientSettings::check);
        String options = parameters.entrySet().stream()
                .filter(each -> !OURS.contains(lower(each.getKey())) && !MongodbServers.speaks(each.getKey()))
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        boolean service = "true".equals(parameters.get("srv"));
        return "%s://%s/%s"
                .formatted(service ? "mongodb+srv" : "mongodb", servers(url), options.isEmpty() ? "" : "?" + options);
    }

    private static void check(String option) {
        if (!KNOWN.contains(lower(option)) && !MongodbServers.speaks(option)) {
            throw Failure.of(
                            ErrorKind.CONFIGURATION,
                            "the option %s is not known in an address of MongoDB".formatted(option))
                    .withHint(
                            "take it out; pool sizes and time-outs have settings of their own (pool, timeouts), and so has encryption"
                                    + " (tls)")
                    .exception();
        }
    }

    private static String servers(DatabaseUrl url) {
        if (url.port() == 0) {
            return url.host();
        }
        String host = url.host().indexOf(':') >= 0 ? "[" + url.host() + "]" : url.host();
        return host + ":" + url.port();
    }

    private static MongoCredential credential(Endpoint.Credentials known, DatabaseUrl url) {
        String source = option(url, "authsource", url.path());
        char[] password = known.password().reveal().toCharArray();
        String mechanism = option(url, "authmechanism", "");
        return switch (mechanism) {
            case "" -> MongoCredential.createCredential(known.user(), source, password);
            case "SCRAM-SHA-1" -> MongoCredential.createScramSha1Credential(known.user(), source, password);
            case "SCRAM-SHA-256" -> MongoCredential.createScramSha256Credential(known.user(), source, password);
            case "PLAIN" -> MongoCredential.createPlainCredential(known.user(), source, password);
            default -> throw unknownLogin();
        };
    }

    private static HoldfastException unknownLogin() {
        return Failure.of(ErrorKind.CONFIGURATION, "the address asks for a kind of login that is not known here")
                .withHint("set authMechanism to SCRAM-SHA-256, SCRAM-SHA-1 or PLAIN, or take it out")
                .exception();
    }

    private static String option(DatabaseUrl url, String name, String otherwise) {
        return url.parameters().entrySet().stream()
                .filter(each -> lower(each.getKey()).equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise);
    }

    private static String lower(String option) {
        return option.toLowerCase(Locale.ROOT);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
