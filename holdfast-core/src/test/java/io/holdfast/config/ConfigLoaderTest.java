package io.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.error.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CFG-1, CFG-2, CFG-3, CFG-4. */
class ConfigLoaderTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void start() {
        file = folder.resolve("holdfast.yaml");
    }

    @Test
    void theFrontDoorsExampleIsRead() {
        write("holdfast.yaml", """
                databases:
                  app:
                    url: postgresql://db1/app
                    user: app
                    password: ${file:secret}
                    pool: { size: 20, acquire-timeout: 500ms }
                """);
        write("secret", "s3cret\n");

        HoldfastConfig config = ConfigLoader.of(file).load().config();

        DatabaseConfig app = config.databases().get("app");
        assertThat(app.url()).hasToString("postgresql://db1:5432/app");
        assertThat(app.endpoint().credentials()).contains(new Endpoint.Credentials("app", Secret.of("s3cret")));
        assertThat(app.pool())
                .isEqualTo(new PoolConfig(
                        20, 2, Duration.ofMillis(500), Duration.ofMinutes(15), 1_000, Duration.ofSeconds(60), ""));
        assertThat(app.required()).isTrue();
        assertThat(app.await()).isEqualTo(Duration.ofSeconds(60));
        assertThat(app.timeouts())
                .isEqualTo(new TimeoutsConfig(
                        Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(30)));
        assertThat(config.home()).isEqualTo(folder.resolve(".holdfast"));
    }

    @Test
    void nothingAtAllIsAConfigurationWithoutDatabases() {
        assertThat(ConfigLoader.withoutFile(folder).load().config().databases()).isEmpty();
    }

    @Test
    void databaseUrlAloneDeclaresTheDatabaseApp() {
        LoadedConfig loaded = ConfigLoader.withoutFile(folder)
                .withEnvironment(Map.of("DATABASE_URL", "postgres://bob:pw@db:6432/shop?sslmode=require"))
                .load();

        DatabaseConfig app = loaded.config().databases().get("app");
        assertThat(app.url()).hasToString("postgresql://db:6432/shop?sslmode=require");
        assertThat(app.credentials().current()).contains(new Endpoint.Credentials("bob", Secret.of("pw")));
    }

    @Test
    void theExactVariableWinsOverDatabaseUrlWhereverEitherIsSet() {
        write(".env", "export HOLDFAST_DATABASES_APP_URL='sqlite:exact.db'  # comment\n");

        LoadedConfig loaded = ConfigLoader.withoutFile(folder)
                .withEnvironment(Map.of("DATABASE_URL", "sqlite:platform.db"))
                .load();

        assertThat(loaded.config().databases().get("app").url().path())
                .isEqualTo(folder.resolve("exact.db").toString());
    }

    @Test
    void theEnvironmentMayDeclareADatabaseWithADashInItsName() {
        LoadedConfig loaded = ConfigLoader.withoutFile(folder)
                .withEnvironment(Map.of("HOLDFAST_DATABASES_RASEEN_MAIN_URL", "sqlite:a.db"))
                .load();

        assertThat(loaded.config().databases()).containsOnlyKeys("raseen-main");
    }

    @Test
    void aProfileOverridesTheFile() {
        write("holdfast.yaml", "databases: { app: { url: 'sqlite:a.db', await: 1s } }\n");
        write("holdfast-production.yaml", "databases: { app: { await: 9s } }\n");

        assertThat(app(ConfigLoader.of(file).withProfile("production")).await()).isEqualTo(Duration.ofSeconds(9));
        assertThat(app(ConfigLoader.of(file).withEnvironment(Map.of("HOLDFAST_PROFILE", "production")))
                        .await())
                .isEqualTo(Duration.ofSeconds(9));
        assertThat(problems(ConfigLoader.of(file).withProfile("staging")))
                .singleElement()
                .asString()
                .contains("holdfast-staging.yaml", "does not exist");
    }

    @Test
    void aMissingFileIsAProblem() {
        assertThat(problems(ConfigLoader.of(file)))
                .singleElement()
                .asString()
                .contains("holdfast.yaml", "does not exist");
    }

    @Test
    void aMisspelledKeyIsNamedWithItsPlaceAndTheNearestKey() {
        write("holdfast.yaml", "databases:\n  app:\n    url: sqlite:a.db\n    pool:\n      acquire-timout: 2s\n");

        assertThat(problems(ConfigLoader.of(file)))
                .containsExactly(file
                        + ":5:7, the key \"acquire-timout\" in databases.app.pool is not known;"
                        + " did you mean databases.app.pool.acquire-timeout?");
    }

    @Test
    void aMisspelledUrlIsOneProblemAndNotTwo() {
        write("holdfast.yaml", "databases:\n  app:\n    ulr: sqlite:a.db\n");

        assertThat(problems(ConfigLoader.of(file)))
                .singleElement()
                .asString()
                .contains("did you mean databases.app.url?");
    }

    @Test
    void aKeyOneLevelTooHighIsRecognised() {
        write("holdfast.yaml", "databases: { app: { url: 'sqlite:a.db', max-lifetime: 1m } }\n");

        assertThat(problems(ConfigLoader.of(file)))
                .singleElement()
                .asString()
                .contains("did you mean databases.app.pool.max-lifetime?");
    }

    @Test
    void aWrongValueIsNamedWithItsPlaceAndWhatIsExpected() {
        write("holdfast.yaml", "databases:\n  app:\n    url: sqlite:a.db\n    pool: { size: ten }\n");

        assertThat(problems(ConfigLoader.of(file)))
                .containsExactly(
                        file + ":4:19, databases.app.pool.size is \"ten\"; expected a whole number from 1 to 1000");
    }

    @Test
    void aKeyThatStandsTwiceIsNamedWithBothPlaces() {
        write("holdfast.yaml", "home: a\nhome: b\n");

        assertThat(problems(ConfigLoader.of(file)))
                .containsExactly(
                        file + ":2:1, the key \"home\" stands here a second time; the first is at " + file + ":1:1");
    }

    @Test
    void aVariableThatNamesNoKeyIsRefusedWithTheNearest() {
        assertThat(problems(ConfigLoader.withoutFile(folder)
                        .withEnvironment(Map.of(
                                "HOLDFAST_DATABASES_APP_POOL_SZE", "3",
                                "HOLDFAST_HOM", "x",
                                "HOLDFAST_TEST_ANY", "x",
                                "HOLDFAST_CONFIG", "x",
                                "HOLDFAST_JAVA_OPTS", "x"))))
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem).contains("did you mean HOLDFAST_DATABASES_APP_POOL_SIZE?"),
                        problem -> assertThat(problem).contains("did you mean HOLDFAST_HOME?"));
    }

    @Test
    void aDatabaseWithoutAUrlIsAProblem() {
        assertThat(problems(ConfigLoader.withoutFile(folder)
                        .withEnvironment(Map.of("HOLDFAST_DATABASES_APP_POOL_SIZE", "3"))))
                .containsExactly("HOLDFAST_DATABASES_APP_POOL_SIZE, databases.app has no url;"
                        + " expected databases.app.url or the variable HOLDFAST_DATABASES_APP_URL");
    }

    @Test
    void aPoolMayNotKeepMoreConnectionsThanItHas() {
        write("holdfast.yaml", "databases: { app: { url: 'sqlite:a.db', pool: { size: 3, min-idle: 5 } } }\n");
        write("small.yaml", "databases: { app: { url: 'sqlite:a.db', pool: { size: 1 } } }\n");

        assertThat(problems(ConfigLoader.of(file)))
                .singleElement()
                .asString()
                .contains("databases.app.pool.min-idle is 5", "more than the pool's size");
        assertThat(app(ConfigLoader.of(folder.resolve("small.yaml"))).pool().minIdle())
                .isEqualTo(1);
    }

    @Test
    void relativeFilesStartAtTheFilesFolder() {
        write("holdfast.yaml", "databases: { a: { url: 'sqlite:data/a.db' }, b: { url: 'embedded:postgresql' } }\n");

        Map<String, DatabaseConfig> databases =
                ConfigLoader.of(file).load().config().databases();

        assertThat(databases.get("a").url().path())
                .isEqualTo(folder.resolve("data/a.db").toString());
        assertThat(databases.get("b").url().path())
                .isEqualTo(folder.resolve(".holdfast/embedded/b").toString());
    }

    @Test
    void twoDatabasesAtOnePlaceDrawAWarning() {
        write(
                "holdfast.yaml",
                "databases: { a: { url: 'postgres://x:y@h/n' }, b: { url: 'jdbc:postgresql://H:5432/n' } }\n");

        assertThat(ConfigLoader.of(file).load().warnings())
                .containsExactly("databases.a and databases.b have the same url: both work on one database");
    }

    @Test
    void placeholdersExpandInAnyValue() {
        write(
                "holdfast.yaml",
                "databases: { app: { url: 'sqlite:${env:NAME:-x${env:EXT:-.db}}', await: '${env:AWAIT}' } }\n");
        write(".env", "AWAIT=5s\n");

        DatabaseConfig app = app(ConfigLoader.of(file).withEnvironment(Map.of("EXT", ".sqlite")));

        assertThat(app.await()).isEqualTo(Duration.ofSeconds(5));
        assertThat(app.url().path()).endsWith("x.sqlite");
    }

    @Test
    void aMissingVariableOrSecretFileIsAProblemWithItsPlace() {
        write(
                "holdfast.yaml",
                "databases:\n  app:\n    url: postgresql://h/n\n    user: ${env:NOBODY}\n    password: ${file:none}\n");

        assertThat(problems(ConfigLoader.of(file)))
                .satisfiesExactly(
                        problem -> assertThat(problem).contains(":4:11", "the variable NOBODY, which is not set"),
                        problem -> assertThat(problem).contains(":5:15", "the file none, which does not exist"));
    }

    @Test
    void anOverriddenValueNeedsNoSecretFile() {
        write("holdfast.yaml", "databases: { app: { url: 'postgresql://h/n', password: '${file:none}' } }\n");

        assertThat(app(ConfigLoader.of(file).withEnvironment(Map.of("HOLDFAST_DATABASES_APP_PASSWORD", "pw")))
                        .credentials()
                        .current())
                .contains(new Endpoint.Credentials("", Secret.of("pw")));
    }

    @Test
    void credentialsOfALaterSourcesUrlReplaceThoseOfTheFile() {
        write("holdfast.yaml", "databases: { app: { url: 'postgresql://h/n', user: a, password: b } }\n");

        assertThat(app(ConfigLoader.of(file).withEnvironment(Map.of("DATABASE_URL", "postgresql://c:d@h/n")))
                        .credentials()
                        .current())
                .contains(new Endpoint.Credentials("c", Secret.of("d")));
        assertThat(app(ConfigLoader.of(file).withEnvironment(Map.of("DATABASE_URL", "sqlite:a.db")))
                        .credentials()
                        .current())
                .isEmpty();
    }

    @Test
    void aUrlAndAKeyOfOneSourceMayNotSayDifferentThings() {
        write("holdfast.yaml", "databases: { app: { url: 'postgresql://c@h/n', user: a } }\n");

        assertThat(problems(ConfigLoader.of(file)))
                .singleElement()
                .asString()
                .contains("databases.app.user and the url of databases.app say different things");
    }

    @Test
    void credentialsBesideAFileAreRefused() {
        write("holdfast.yaml", "databases: { app: { url: 'sqlite:a.db', user: a } }\n");

        assertThat(problems(ConfigLoader.of(file)))
                .singleElement()
                .asString()
                .contains("a SQLite file needs no credentials");
    }

    @Test
    void aBlankVariableSetsNothingAndABlankValueInAFileIsAProblem() {
        write("holdfast.yaml", "databases: { app: { url: 'sqlite:a.db' } }\nhome:\n");

        assertThat(problems(ConfigLoader.of(file)
                        .withEnvironment(Map.of("HOLDFAST_DATABASES_APP_URL", "", "DATABASE_URL", " "))))
                .containsExactly(file + ":2:6, home is blank; expected a path, or no such key at all");
    }

    @Test
    void flagsAreCheckedLikeEverythingElse() {
        assertThat(problems(ConfigLoader.withoutFile(folder)
                        .withFlags(Map.of("databases.app.pool.sise", "3", "hoome", "x"))))
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem).contains("did you mean databases.app.pool.size?"),
                        problem -> assertThat(problem).contains("did you mean home?"));
    }

    @Test
    void theEffectiveConfigurationTellsWhereEveryValueCameFrom() {
        write("holdfast.yaml", "databases:\n  app:\n    url: postgresql://bob:canary@h/n\n");

        LoadedConfig loaded = ConfigLoader.of(file)
                .withEnvironment(Map.of("HOLDFAST_DATABASES_APP_POOL_SIZE", "7"))
                .load();

        assertThat(loaded.show())
                .contains("    url: postgresql://h:5432/n", "# " + file + ":3:10", "password: ••••")
                .containsPattern("size: 7 +# HOLDFAST_DATABASES_APP_POOL_SIZE")
                .containsPattern("min-idle: 2 +# default")
                .doesNotContain("canary");
        assertThat(loaded.settings())
                .contains(new LoadedConfig.Setting("databases.app.password", "••••", file + ":3:10"));
    }

    @Test
    void aUserOutOfASecretFileIsNotInTheTextOfAnyObject() {
        write(
                "holdfast.yaml",
                "databases:\n  app:\n    url: postgresql://h/n\n    user: ${file:who}\n    password: x\n");
        write("who", "canary\n");

        LoadedConfig loaded = ConfigLoader.of(file).load();
        assertThat(loaded.config().databases().get("app").endpoint().credentials())
                .hasValueSatisfying(who -> assertThat(who.user()).isEqualTo("canary"));
        assertThat(loaded + " " + loaded.config().databases().get("app").endpoint())
                .doesNotContain("canary");
    }

    private DatabaseConfig app(ConfigLoader loader) {
        return loader.load().config().databases().get("app");
    }

    private static List<String> problems(ConfigLoader loader) {
        return catchThrowableOfType(ConfigurationException.class, loader::load).problems();
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
