package io.holdfast.mongodb.tls;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketReadException;
import io.holdfast.config.Endpoint;
import io.holdfast.config.TlsConfig.Mode;
import io.holdfast.engine.tls.Encryption;
import io.holdfast.engine.tls.TlsFailures;
import io.holdfast.error.Causes;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import java.io.EOFException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How the driver encrypts, and what is wrong when it cannot. */
public final class MongodbTls {
    private static final MongodbServers SERVERS = new MongodbServers();
    private static final TlsFailures FAILURES = new TlsFailures(SERVERS);

    private MongodbTls() {}

    /**
     * Has the driver encrypt as {@code endpoint} demands. Every file is read before a server is asked, so that a mistake is
     * found first, and again for each connection.
     *
     * @throws HoldfastException naming a file that cannot be read, or what cannot be meant
     */
    public static void apply(Endpoint endpoint, MongoClientSettings.Builder settings) {
        Encryption encryption = SERVERS.demanded(endpoint);
        settings.applyToSslSettings(tls -> {
            tls.enabled(encryption.isOn()).invalidHostNameAllowed(encryption.mode() != Mode.VERIFY_FULL);
            if (encryption.isOn()) {
                encryption.readFiles();
                tls.context(encryption.followingFiles());
            }
        });
        settings.inetAddressResolver(MongodbTls::addresses);
    }

    /**
     * Each address under the name by which it was asked for: the driver would take the name that a reverse look-up gives to a
     * bare address, and a certificate for that name would do.
     */
    private static List<InetAddress> addresses(String host) throws UnknownHostException {
        List<InetAddress> named = new ArrayList<>();
        for (InetAddress each : InetAddress.getAllByName(host)) {
            named.add(InetAddress.getByAddress(host, each.getAddress()));
        }
        return named;
    }

    /** See {@link TlsFailures#of}. */
    public static Optional<Failure> failure(List<Throwable> failures, Phase phase) {
        return FAILURES.of(failures, phase);
    }

    /** See {@link TlsFailures#whileOpening}; the server that is asked is the one that {@code failure} is about. */
    public static Optional<Failure> whileOpening(Throwable failure, Endpoint endpoint, Duration left) {
        List<Throwable> failures = causes(failure);
        if (failures.stream().anyMatch(HoldfastException.class::isInstance)) {
            return Optional.empty();
        }
        return failures.stream()
                .filter(MongoSocketException.class::isInstance)
                .map(each -> MongodbServers.address(((MongoSocketException) each).getServerAddress()))
                .findFirst()
                .flatMap((InetSocketAddress server) -> FAILURES.whileOpening(failures, endpoint, server, left));
    }

    /** A server that hung up is no exception of the runtime's to this driver. */
    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> known = Causes.of(failure);
        boolean hungUp =
                known.stream().anyMatch(each -> each instanceof MongoSocketReadException && each.getCause() == null);
        return hungUp
                ? Stream.concat(known.stream(), Stream.of(new EOFException("the server hung up")))
                        .toList()
                : known;
    }
}
