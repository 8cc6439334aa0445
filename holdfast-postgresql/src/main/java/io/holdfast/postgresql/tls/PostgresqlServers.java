package io.holdfast.postgresql.tls;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.tls.EncryptedServers;
import io.holdfast.engine.tls.Encryption;
import io.holdfast.engine.tls.ServerWords;
import io.holdfast.engine.tls.TlsFile;
import io.holdfast.engine.tls.TlsProblem;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;

/** Servers of PostgreSQL, which are asked for encryption before a handshake begins. */
public final class PostgresqlServers implements EncryptedServers {
    private static final ServerWords WORDS =
            new ServerWords("PostgreSQL", "ssl = on", "ssl_min_protocol_version and ssl_ciphers", "ssl_ca_file");
    private static final byte[] ASK_FOR_ENCRYPTION = {0, 0, 0, 8, 0x04, (byte) 0xd2, 0x16, 0x2f};
    private static final int YES = 'S';
    private static final int USUAL_PORT = 5432;

    /** Knows nothing before it is asked. */
    public PostgresqlServers() {}

    @Override
    public ServerWords words() {
        return WORDS;
    }

    @Override
    public Encryption demanded(Endpoint endpoint) {
        AddressTerms address = new AddressTerms(endpoint.url().parameters());
        Optional<Encryption> inAddress = address.speak() ? Optional.of(address.encryption()) : Optional.empty();
        Encryption said = Encryption.of(endpoint, inAddress, areHere(endpoint));
        return said.ca().isEmpty() && said.verifies() ? said.trusting(usualPlace()) : said;
    }

    /** The file in which PostgreSQL's own clients look for the certificates to trust, if there is one. */
    private static Optional<TlsFile> usualPlace() {
        Path file = Path.of(System.getProperty("user.home", ""), ".postgresql", "root.crt");
        return Files.exists(file)
                ? Optional.of(new TlsFile(file, "the convention of PostgreSQL's clients"))
                : Optional.empty();
    }

    /** The one server that the address of {@code endpoint} names. */
    InetSocketAddress address(Endpoint endpoint) {
        String host = endpoint.url().host();
        int port = endpoint.url().port();
        return InetSocketAddress.createUnresolved(host.isEmpty() ? "127.0.0.1" : host, port == 0 ? USUAL_PORT : port);
    }

    @Override
    public List<InetSocketAddress> addresses(Endpoint endpoint) {
        return List.of(address(endpoint));
    }

    @Override
    public boolean offersEncryption(Socket raw) throws IOException {
        raw.getOutputStream().write(ASK_FOR_ENCRYPTION);
        int answer = raw.getInputStream().read();
        if (answer < 0) {
            throw new EOFException("the server hung up when it was asked for encryption");
        }
        return answer == YES;
    }

    @Override
    public Optional<PlainQuestion> plainQuestion() {
        return Optional.empty();
    }

    /** The driver speaks the language of the Java runtime. */
    @Override
    public Optional<TlsProblem> driverSays(Throwable failure) {
        if (!(failure instanceof PSQLException driver) || driver.getServerErrorMessage() != null) {
            return Optional.empty();
        }
        String message = String.valueOf(driver.getMessage());
        if (message.contains(GT.tr("The server does not support SSL."))) {
            return Optional.of(TlsProblem.NO_ENCRYPTION);
        }
        if (message.contains("PgjdbcHostnameVerifier") || message.contains("hostnameverifier")) {
            return Optional.of(TlsProblem.OTHER_NAME);
        }
        if (message.contains("SSL root certificate")) {
            return Optional.of(TlsProblem.NO_ROOT_FILE);
        }
        return message.contains("SSL certificate") || message.contains("SSL key") || message.contains("private key")
                ? Optional.of(TlsProblem.OWN_FILE)
                : Optional.empty();
    }
}
