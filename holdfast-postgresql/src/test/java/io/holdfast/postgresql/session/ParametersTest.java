package io.holdfast.postgresql.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.Endpoint;
import io.holdfast.config.TlsConfig;
import io.holdfast.config.TlsConfig.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CON-7, CON-1: what the driver is told. */
final class ParametersTest {
    private static final String OURS = "io.holdfast.postgresql.tls.EncryptedSockets";

    @ParameterizedTest
    @CsvSource({
        "VERIFY_FULL, verify-full",
        "VERIFY_CA, verify-ca",
        "REQUIRE, require",
        "OFF, disable",
    })
    void theModeIsTheDrivers(Mode mode, String name) {
        Properties properties = with("postgresql://db1/app", tls(mode));

        assertThat(properties).containsEntry("sslmode", name);
        assertThat(properties.getProperty("sslfactory")).isEqualTo(mode == Mode.OFF ? null : OURS);
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://db1/app, verify-full",
        "postgresql://10.0.0.7/app, verify-full",
        "postgresql://localhost.example/app, verify-full",
        "postgresql://localhost/app, disable",
        "postgresql://127.0.0.1/app, disable",
        "postgresql://[::1]/app, disable",
        "postgresql://127.0.0.1/app?sslResponseTimeout=100, disable",
        "postgresql://127.0.0.1/app?sslNegotiation=direct, verify-full",
        "postgresql://127.0.0.1/app?sslmode=verify-ca, verify-ca",
        "postgresql://db1/app?sslmode=disable, disable"
    })
    void whereNothingIsSaidTheHostDecides(String address, String name) {
        assertThat(with(address, TlsConfig.UNSAID)).containsEntry("sslmode", name);
    }

    @Test
    void anAddressMayBringItsOwnSocketsAndNobodyIsAskedForAPassphrase() {
        Properties properties = with(
                "postgresql://db1/app?sslfactory=org.postgresql.ssl.LibPQFactory&sslkey=/keys/app.pk8",
                TlsConfig.UNSAID);

        assertThat(properties)
                .containsEntry("sslmode", "verify-full")
                .containsEntry("sslfactory", "org.postgresql.ssl.LibPQFactory")
                .containsEntry("sslkey", "/keys/app.pk8")
                .containsEntry("sslpassword", "");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1500",
        "?sslResponseTimeout=200, 200",
        "?sslResponseTimeout=60000, 1500",
        "?sslResponseTimeout=0, 1500"
    })
    void theAnswerToTheRequestForEncryptionIsPartOfConnecting(String parameters, String millis) {
        assertThat(with("postgresql://db1/app" + parameters, TlsConfig.UNSAID))
                .containsEntry("sslResponseTimeout", millis);
    }

    @Test
    void certificatesThatWouldNotBeUsedAreRefused() {
        var contradiction = new TlsConfig(
                Optional.of(Mode.REQUIRE),
                Optional.of(Path.of("ca.pem")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThatThrownBy(() -> with("postgresql://db1/app", contradiction))
                .hasMessageContaining("encryption with anybody is demanded");
        assertThatThrownBy(() -> with("postgresql://db1/app?sslmode=require&sslrootcert=ca.pem", TlsConfig.UNSAID))
                .hasMessageContaining("certificates to trust are named");
    }

    private static Properties with(String address, TlsConfig tls) {
        Endpoint endpoint = Endpoint.at("app", address);
        return Parameters.of(new Endpoint("app", endpoint.url(), endpoint.credentials(), tls), Duration.ofMillis(1500));
    }

    private static TlsConfig tls(Mode mode) {
        return new TlsConfig(Optional.of(mode), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
