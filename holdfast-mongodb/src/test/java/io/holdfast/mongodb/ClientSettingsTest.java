package io.holdfast.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.AuthenticationMechanism;
import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcern;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.SslSettings;
import io.holdfast.config.Endpoint;
import io.holdfast.config.TlsConfig;
import io.holdfast.error.HoldfastException;
import io.holdfast.testkit.Canaries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CON-1, ERR-4: what the driver is told of an address. */
final class ClientSettingsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static MongoClientSettings settings(String url) {
        return ClientSettings.of(Endpoint.at("app", url), PATIENCE).build();
    }

    private static void refused(Endpoint endpoint, String why) {
        assertThatThrownBy(() -> ClientSettings.of(endpoint, PATIENCE))
                .isInstanceOfSatisfying(HoldfastException.class, failure -> {
                    assertThat(failure.failure().hint()).isNotBlank();
                    Canaries.assertAbsentFrom(failure.toString());
                })
                .hasMessageContaining(why);
    }

    @Test
    void everyServerOfAReplicaSetIsNamed() {
        MongoClientSettings settings = settings("mongodb://127.0.0.1:27018,localhost/app?replicaSet=rs0");

        assertThat(settings.getClusterSettings().getHosts())
                .containsExactly(new ServerAddress("127.0.0.1", 27018), new ServerAddress("localhost", 27017));
        assertThat(settings.getClusterSettings().getRequiredReplicaSetName()).isEqualTo("rs0");
        assertThat(settings.getClusterSettings().getServerSelectionTimeout(TimeUnit.SECONDS))
                .isEqualTo(3);
        assertThat(settings.getSocketSettings().getReadTimeout(TimeUnit.SECONDS))
                .isEqualTo(3);
        assertThat(settings.getSslSettings().isEnabled()).isFalse();
    }

    @Test
    void oneServerIsSpokenToDirectlyIfTheAddressSaysSo() {
        assertThat(settings("mongodb://[::1]:27018/app?directConnection=true")
                        .getClusterSettings()
                        .getMode())
                .isEqualTo(ClusterConnectionMode.SINGLE);
    }

    @Test
    void aWriteIsAcknowledgedByTheMajorityUnlessTheAddressSaysOtherwise() {
        assertThat(settings("mongodb://localhost/app").getWriteConcern())
                .isEqualTo(WriteConcern.MAJORITY.withJournal(true));
        assertThat(settings("mongodb://localhost/app?w=1&journal=false").getWriteConcern())
                .isEqualTo(WriteConcern.W1.withJournal(false));
    }

    @Test
    void credentialsAreOfTheDatabaseUnlessTheAddressNamesAnother() {
        assertThat(settings("mongodb://ada:pw@localhost/app").getCredential().getSource())
                .isEqualTo("app");
        assertThat(settings("mongodb://ada:pw@localhost/app?authSource=admin")
                        .getCredential()
                        .getSource())
                .isEqualTo("admin");
        assertThat(settings("mongodb://ada:pw@localhost/app?authMechanism=SCRAM-SHA-256")
                        .getCredential()
                        .getAuthenticationMechanism())
                .isEqualTo(AuthenticationMechanism.SCRAM_SHA_256);
        refused(
                Endpoint.at(
                        "app",
                        "mongodb://ada:" + Canaries.inUrl(Canaries.PASSWORD) + "@localhost/app?authMechanism=GSSAPI"),
                "a kind of login that is not known here");
        refused(
                Endpoint.at("app", "mongodb://db1/app?authMechanism=MONGODB-X509"),
                "a kind of login that is not known here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"maxPoolSize=5", "socketTimeoutMS=1", "tlsInsecure=true", "noSuchOption=1"})
    void anOptionThatIsNotKnownIsRefused(String option) {
        refused(Endpoint.at("app", "mongodb://localhost/app?" + option), "is not known in an address of MongoDB");
    }

    @Test
    void serversBeyondThisMachineMustProveWhoTheyAre() {
        MongoClientSettings unsaid = settings("mongodb://db1,db2/app");
        assertThat(unsaid.getSslSettings().isEnabled()).isTrue();
        assertThat(unsaid.getSslSettings().isInvalidHostNameAllowed()).isFalse();
        assertThat(settings("mongodb://localhost,db2/app").getSslSettings().isEnabled())
                .isTrue();
        assertThat(settings("mongodb://db1/app?tls=false").getSslSettings().isEnabled())
                .isFalse();
        assertThat(settings("mongodb://localhost/app?ssl=true").getSslSettings().isEnabled())
                .isTrue();
    }

    @Test
    void theNameInACertificateCountsWhereEverythingIsVerifiedAndNowhereElse() {
        Endpoint plain = Endpoint.at("app", "mongodb://db1/app");
        for (TlsConfig.Mode mode : TlsConfig.Mode.values()) {
            SslSettings settings = ClientSettings.of(with(plain, tls(Optional.of(mode), Optional.empty())), PATIENCE)
                    .build()
                    .getSslSettings();
            assertThat(settings.isEnabled()).isEqualTo(mode != TlsConfig.Mode.OFF);
            assertThat(settings.isInvalidHostNameAllowed()).isEqualTo(mode != TlsConfig.Mode.VERIFY_FULL);
        }
    }

    @Test
    void whatCannotBeDoneAboutEncryptionIsSaid() {
        Endpoint plain = Endpoint.at("app", "mongodb://db1/app");

        refused(
                with(plain, tls(Optional.of(TlsConfig.Mode.REQUIRE), Optional.of(Path.of("ca.pem")))),
                "encryption with anybody is demanded, and certificates to trust are named");
        refused(Endpoint.at("app", "mongodb://db1/app?tls=perhaps"), "neither true nor false");
        refused(
                with(
                        Endpoint.at("app", "mongodb://db1/app?tls=true"),
                        tls(Optional.of(TlsConfig.Mode.VERIFY_CA), Optional.empty())),
                "both the address and its tls settings");
    }

    private static Endpoint with(Endpoint endpoint, TlsConfig tls) {
        return new Endpoint(endpoint.database(), endpoint.url(), endpoint.credentials(), tls);
    }

    private static TlsConfig tls(Optional<TlsConfig.Mode> mode, Optional<Path> ca) {
        return new TlsConfig(mode, ca, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
