package io.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.config.Endpoint.Credentials;
import io.holdfast.error.ConfigurationException;
import io.holdfast.error.HoldfastException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CON-2, CON-3, CON-7, CON-8, CFG-3: what is said about a database's servers, and what is refused. */
class ServersConfigTest {
    @TempDir
    Path folder;

    @Test
    void aStandbyHasTheUserOfThePrimaryUnlessItsAddressNamesAnother() {
        DatabaseConfig plain = app(Map.of("url", "postgresql://u:p@a/n", "standby", "postgresql://b/n"));
        DatabaseConfig other = app(Map.of("url", "postgresql://u:p@a/n", "standby", "postgresql://v:q@b/n"));

        assertThat(plain.standby().orElseThrow().credentials()).isEmpty();
        assertThat(plain.standby().orElseThrow().mode()).isEqualTo(StandbyConfig.Mode.READ_ONLY);
        assertThat(other.standby().orElseThrow().credentials()).contains(new Credentials("v", Secret.of("q")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sqlite:a.db             | postgresql://b/n   | a SQLite file has no second server
                    embedded:postgresql     | postgresql://b/n   | an embedded server has no second server
                    mongodb://a/n           | postgresql://b/n   | whose driver fails over by itself
                    postgresql://a/n        | sqlite:b.db        | expected another PostgreSQL server
                    postgresql://a/n        | postgresql://A:5432/n?sslmode=disable | is the place that databases.app.url names
                    """)
    void whatCannotStandInForThePrimaryIsRefused(String url, String standby, String problem) {
        assertThat(problems(Map.of("url", url, "standby", standby)))
                .singleElement()
                .asString()
                .contains("databases.app.standby")
                .contains(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    postgresql://a/n?sslmode=require | tls.ca          | ca.pem  | expected one of the two
                    sqlite:a.db                      | tls.mode        | off     | needs no encryption
                    postgresql://a/n                 | tls.certificate | own.pem | expected both
                    postgresql://a/n                 | tls.key         | own.pem | expected both
                    postgresql://a/n                 | tls.mode        | prefer  | expected one of verify-full, verify-ca, require, off
                    postgresql://a/n                 | retry.first     | 1m      | expected at least as much
                    """)
    void whatContradictsItselfIsRefused(String url, String key, String value, String problem) {
        assertThat(problems(Map.of("url", url, key, value)))
                .singleElement()
                .asString()
                .contains(problem);
    }

    @Test
    void certificatesAreFilesBesideTheConfiguration() {
        TlsConfig tls = app(Map.of(
                        "url",
                        "postgresql://a/n",
                        "tls.ca",
                        "ca.pem",
                        "tls.key",
                        "own.p12",
                        "tls.passphrase",
                        "canary"))
                .tls();

        assertThat(tls.ca()).contains(folder.resolve("ca.pem"));
        assertThat(tls.key()).contains(folder.resolve("own.p12"));
        assertThat(tls.toString()).doesNotContain("canary");
    }

    @Test
    void aProviderIsAskedByItsName() {
        DatabaseConfig app = app(Map.of("url", "postgresql://a/n", "credentials", "vault:creds/app"));

        assertThat(app.credentials().current()).contains(new Credentials("creds/app@app", Secret.of("vault")));
        assertThat(app.endpoint().credentials().orElseThrow().user()).isEqualTo("creds/app@app");
    }

    @Test
    void aProviderThatIsNotThereIsToldWithThoseThatAre() {
        assertThat(problems(Map.of("url", "postgresql://a/n", "credentials", "valt:x")))
                .singleElement()
                .asString()
                .contains("\"valt\"", "vault");
        assertThat(problems(Map.of("url", "postgresql://a/n", "credentials", "vault:x", "user", "u")))
                .singleElement()
                .asString()
                .contains("beside a user or a password");
        assertThat(problems(Map.of("url", "sqlite:a.db", "credentials", "vault:x")))
                .singleElement()
                .asString()
                .contains("needs no credentials");
    }

    @Test
    void whatStandsInAFileIsReadAgain() throws IOException {
        write("user", "one");
        write("pw", "first");
        DatabaseConfig app = app(Map.of(
                "url", "postgresql://a/n", "user", "${file:user}", "password", "${file:pw}", "timeouts.connect", "1s"));
        assertThat(app.credentials().current()).contains(new Credentials("one", Secret.of("first")));

        write("user", "two");
        write("pw", "second\n");

        assertThat(app.credentials().current()).contains(new Credentials("two", Secret.of("second")));
        assertThat(app.timeouts().connect()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void anAddressInAFileIsReadAgainToo() throws IOException {
        write("url", "postgresql://one:first@a/n");
        DatabaseConfig app = app(Map.of("url", "${file:url}"));

        write("url", "postgresql://two:second@a/n");

        assertThat(app.credentials().current()).contains(new Credentials("two", Secret.of("second")));
    }

    @Test
    void aFileThatIsGoneIsToldWithoutItsFormerContent() throws IOException {
        write("pw", "canary");
        DatabaseConfig app = app(Map.of("url", "postgresql://u@a/n", "password", "${file:pw}"));
        Files.delete(folder.resolve("pw"));

        assertThatThrownBy(() -> app.credentials().current())
                .isInstanceOf(HoldfastException.class)
                .hasMessageContaining("cannot be read again")
                .hasMessageContaining("pw, which does not exist")
                .hasMessageNotContaining("canary");
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private List<String> problems(Map<String, String> settings) {
        return catchThrowableOfType(ConfigurationException.class, () -> app(settings))
                .problems();
    }

    private DatabaseConfig app(Map<String, String> settings) {
        var flags = new TreeMap<String, String>();
        settings.forEach((key, value) -> flags.put("databases.app." + key, value));
        return ConfigLoader.withoutFile(folder)
                .withProvider(new NamedProvider("vault"))
                .withFlags(flags)
                .load()
                .config()
                .databases()
                .get("app");
    }
}
