package io.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.Endpoint.Credentials;
import io.holdfast.error.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CFG-1: the spellings of other ecosystems. */
class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "sqlite:app.db, sqlite:app.db",
                "sqlite:///app.db, sqlite:app.db",
                "sqlite:////data/app.db, sqlite:/data/app.db",
                "sqlite:/data/app.db, sqlite:/data/app.db",
                "sqlite+aiosqlite:///app.db, sqlite:app.db",
                "sqlite3:app.db, sqlite:app.db",
                "jdbc:sqlite:app.db, sqlite:app.db",
                "jdbc:sqlite:/data/app.db, sqlite:/data/app.db",
                "sqlite:file:app.db?mode=ro, sqlite:app.db?mode=ro",
                "sqlite::memory:, sqlite::memory:",
                "postgres://db/app, postgresql://db:5432/app",
                "postgresql+asyncpg://db:6000/app, postgresql://db:6000/app",
                "jdbc:postgresql://DB/app, postgresql://db:5432/app",
                "jdbc:postgresql:app, postgresql://localhost:5432/app",
                "postgresql://[::1]:5433/app, postgresql://[::1]:5433/app",
                "postgresql://db/my%20app, postgresql://db:5432/my%20app",
                "postgresql://db/app?sslmode=require&a=b, postgresql://db:5432/app?a=b&sslmode=require",
                "mongodb://db/app, mongodb://db:27017/app",
                "\"mongodb://a:1,b:2/app?replicaSet=r\", \"mongodb://a:1,b:2/app?replicaSet=r\"",
                "mongodb+srv://db/app, mongodb+srv://db/app",
                "embedded:postgresql, embedded:postgresql",
                "embedded:postgresql:data/pg, embedded:postgresql:data/pg"
            })
    void everySpellingHasOneCanonicalForm(String written, String canonical) {
        DatabaseUrl url = DatabaseUrl.parse(written).url();

        assertThat(url).hasToString(canonical);
        assertThat(DatabaseUrl.parse(canonical).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://bob:p%40ss%2F@db/app, bob, p@ss/",
        "postgresql://bob@db/app, bob, ''",
        "postgresql://bob@db/app?password=pw, bob, pw",
        "jdbc:postgresql://db/app?user=bob&password=p%26w, bob, p&w",
        "mongodb://bob:pw@db/app, bob, pw"
    })
    void credentialsAreTakenOutAndDecoded(String written, String user, String password) {
        DatabaseUrl.Parsed parsed = DatabaseUrl.parse(written);

        assertThat(parsed.credentials()).contains(new Credentials(user, Secret.of(password)));
        assertThat(parsed.url().toString()).doesNotContain("bob");
    }

    @Test
    void aSecretParameterIsKeptForTheDriverAndMaskedInText() {
        DatabaseUrl url =
                DatabaseUrl.parse("postgresql://db/app?sslpassword=canary").url();

        assertThat(url.parameters()).containsEntry("sslpassword", "canary");
        assertThat(url.toString()).doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "postgress://bob:canary@db/app, did you mean postgres",
        "oracle://bob:canary@db/app, of a kind that is not known",
        "canary, no database's address",
        "postgresql://bob:canary@db, without a database's name",
        "postgresql://bob:canary@db:70000/app, port",
        "postgresql://bob:x/canary@db/app, cannot be read",
        "postgresql://bob:%zzcanary@db/app, starts no percent-code",
        "postgresql://bob:canary@db/app?user=eve, twice",
        "postgresql://db/app?a=canary&a=canary, twice",
        "sqlite://canary, two slashes",
        "sqlite:, without a file",
        "mongodb+srv://[::1]/canary, without a port",
        "embedded:canary, embedded engine that is not known"
    })
    void whatCannotBeReadIsExplainedWithoutBeingRepeated(String written, String reason) {
        assertThatThrownBy(() -> DatabaseUrl.parse(written))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("canary");
    }
}
