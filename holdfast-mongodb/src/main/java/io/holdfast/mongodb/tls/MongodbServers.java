package io.holdfast.mongodb.tls;

import com.mongodb.ServerAddress;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.config.TlsConfig.Mode;
import io.holdfast.engine.tls.EncryptedServers;
import io.holdfast.engine.tls.Encryption;
import io.holdfast.engine.tls.ServerWords;
import io.holdfast.engine.tls.TlsProblem;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Servers of MongoDB, where a handshake begins without a question. */
public final class MongodbServers implements EncryptedServers {
    private static final ServerWords WORDS = new ServerWords(
            "MongoDB",
            "net.tls.mode: requireTLS",
            "net.tls.disabledProtocols and opensslCipherConfig",
            "net.tls.CAFile");
    private static final Set<String> OPTIONS = Set.of("tls", "ssl");

    /** Knows nothing before it is asked. */
    public MongodbServers() {}

    /** Whether {@code option} of an address is about encryption. */
    public static boolean speaks(String option) {
        return OPTIONS.contains(option.toLowerCase(Locale.ROOT));
    }

    @Override
    public ServerWords words() {
        return WORDS;
    }

    @Override
    public Encryption demanded(Endpoint endpoint) {
        Optional<Encryption> inAddress = endpoint.url().parameters().entrySet().stream()
                .filter(each -> speaks(each.getKey()))
                .map(each -> Encryption.in(mode(each.getKey(), each.getValue())))
                .findFirst();
        return Encryption.of(endpoint, inAddress, areHere(endpoint));
    }

    private static Mode mode(String option, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> Mode.VERIFY_FULL;
            case "false" -> Mode.OFF;
            default ->
                throw Failure.of(
                                ErrorKind.CONFIGURATION,
                                "a MongoDB address has the option %s, which is neither true nor false"
                                        .formatted(option))
                        .withHint("set tls.mode to verify-full, verify-ca, require or off instead")
                        .exception();
        };
    }

    /** None where the address names a service record, which only the driver looks up. */
    @Override
    public List<InetSocketAddress> addresses(Endpoint endpoint) {
        DatabaseUrl url = endpoint.url();
        if ("true".equals(url.parameters().get("srv"))) {
            return List.of();
        }
        if (url.port() != 0) {
            return List.of(InetSocketAddress.createUnresolved(url.host(), url.port()));
        }
        return Stream.of(url.host().split(",", -1))
                .map(ServerAddress::new)
                .map(MongodbServers::address)
                .toList();
    }

    static InetSocketAddress address(ServerAddress known) {
        return InetSocketAddress.createUnresolved(known.getHost(), known.getPort());
    }

    @Override
    public boolean offersEncryption(Socket raw) {
        return true;
    }

    @Override
    public Optional<PlainQuestion> plainQuestion() {
        return Optional.of(PlainHello::isAnswered);
    }

    /** The causes tell. */
    @Override
    public Optional<TlsProblem> driverSays(Throwable failure) {
        return Optional.empty();
    }
}
