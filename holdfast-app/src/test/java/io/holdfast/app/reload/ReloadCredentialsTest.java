package io.holdfast.app.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.config.CredentialsProvider;
import io.holdfast.config.CredentialsSource;
import io.holdfast.config.Endpoint;
import io.holdfast.config.Secret;
import io.holdfast.event.Entry;
import io.holdfast.event.Event;
import io.holdfast.testkit.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CFG-5, CON-8, AUD-1: a password that stands in the file is changed there, under a load that never pauses. */
class ReloadCredentialsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String FIRST = "first-Ungeheuer-1";
    private static final String SECOND = "second-Ungeheuer-2";

    private final EmbeddedPostgres postgres = EmbeddedPostgres.shared();
    private final Endpoint database = postgres.freshDatabase();
    private final String role = "reload_" + Long.toString(System.nanoTime(), Character.MAX_RADIX);

    @TempDir
    Path folder;

    private SettingsFile settings = new SettingsFile(Path.of("target"), "sqlite:unused.db");

    @BeforeEach
    void makeUser() {
        postgres.execute(database, "create role %s login password '%s'".formatted(role, FIRST));
        settings =
                new SettingsFile(folder, database.url().toString(), "user", role, "password", FIRST, "pool.size", "6");
    }

    @Test
    void changedAtTheServerFirstItCostsNoCall() {
        try (Running running = new Running(settings.loader());
                ReloadLoad load = new ReloadLoad(4, () -> running.read("select 1"))) {
            long before = running.app().status().servers().get(0).counts().created();
            postgres.execute(database, alter(SECOND));
            load.more(200);
            settings.with("password", SECOND, "pool.size", "7");

            awaitAccepted(running);
            await().atMost(SOON)
                    .until(() ->
                            running.app().status().servers().get(0).counts().created() >= before + 2);
            load.more(200);
            assertThat(load.failures()).isEmpty();
            assertThat(running.app().config().pool().size()).isEqualTo(7);
            assertNoSecret(running);
        }
    }

    /** The whole change waits for the server; what stood beside the password waits with it. */
    @Test
    void changedInTheFileFirstItIsRefusedWholeAndTakesEffectWhenTheServerKnowsIt() {
        try (Running running = new Running(settings.loader());
                ReloadLoad load = new ReloadLoad(4, () -> running.read("select 1"))) {
            settings.with("password", SECOND, "pool.size", "7");
            await().atMost(SOON)
                    .until(() -> !running.told(Event.ConfigurationRefused.class).isEmpty());
            assertThat(running.app().config().pool().size()).isEqualTo(6);
            load.more(200);
            postgres.execute(database, alter(SECOND));

            awaitAccepted(running);
            assertThat(running.app().config().pool().size()).isEqualTo(7);
            load.more(200);
            assertThat(load.failures()).isEmpty();
            assertThat(running.told(Event.ConfigurationRefused.class)).hasSize(1);
            assertThat(reloads(running))
                    .extracting(Entry::stage)
                    .containsExactly(Entry.Stage.BEGUN, Entry.Stage.FAILED, Entry.Stage.BEGUN, Entry.Stage.DONE);
            assertNoSecret(running);
        }
    }

    @Test
    void anotherUserTakesOver() {
        postgres.execute(database, "create role other_%s login password '%s'".formatted(role, SECOND));
        try (Running running = new Running(settings.loader());
                ReloadLoad load = new ReloadLoad(4, () -> running.read("select 1"))) {
            settings.with("user", "other_" + role, "password", SECOND);

            awaitAccepted(running);
            await().atMost(SOON)
                    .until(() ->
                            running.read("select count(*) from pg_stat_activity where usename = '%s'".formatted(role))
                                    == 0);
            load.more(200);
            assertThat(load.failures()).isEmpty();
        }
    }

    /** Whoever provides credentials may fail in any way: that is a refusal, and is tried again. */
    @Test
    void whatAProviderThrowsIsARefusalThatIsOnRecordAndIsTriedAgain() {
        var vault = new Vault(new Endpoint.Credentials(role, Secret.of(FIRST)));
        settings = new SettingsFile(folder, database.url().toString(), "credentials", "vault:one", "pool.size", "6");
        try (Running running = new Running(settings.loader().withProvider(vault))) {
            vault.failure.set("no answer for " + FIRST);
            settings.with("credentials", "vault:two", "pool.size", "7");
            await().atMost(SOON)
                    .until(() -> !running.told(Event.ConfigurationRefused.class).isEmpty());
            assertThat(running.told(Event.ConfigurationRefused.class))
                    .singleElement()
                    .satisfies(event ->
                            assertThat(event.sentence()).contains("failed with java.lang.IllegalStateException"));
            assertThat(running.app().config().pool().size()).isEqualTo(6);
            assertThat(running.read("select 1")).isEqualTo(1);
            vault.failure.set("");

            await().atMost(SOON).until(() -> running.app().config().pool().size() == 7);
            assertThat(running.told(Event.ConfigurationRefused.class)).hasSize(1);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(reloads(running))
                            .extracting(Entry::stage)
                            .containsExactly(
                                    Entry.Stage.BEGUN, Entry.Stage.FAILED, Entry.Stage.BEGUN, Entry.Stage.DONE));
            assertNoSecret(running);
        }
    }

    /** One that is asked for {@code one} always answers, and otherwise fails as long as it is told to. */
    private record Vault(Endpoint.Credentials credentials, AtomicReference<String> failure)
            implements CredentialsProvider {
        Vault(Endpoint.Credentials credentials) {
            this(credentials, new AtomicReference<>(""));
        }

        @Override
        public String name() {
            return "vault";
        }

        @Override
        public CredentialsSource open(String name, String argument) {
            return () -> {
                if (!argument.equals("one") && !failure.get().isEmpty()) {
                    throw new IllegalStateException(failure.get());
                }
                return Optional.of(credentials);
            };
        }
    }

    /** What is on record of changes of the file; what becomes of passwords is there, too. */
    private static List<Entry> reloads(Running running) {
        return running.holdfast().recorder().read().entries().stream()
                .filter(entry -> entry.name().equals("config-reload"))
                .toList();
    }

    private String alter(String password) {
        return "alter role %s password '%s'".formatted(role, password);
    }

    private static void awaitAccepted(Running running) {
        await().atMost(SOON)
                .until(() -> running.told(Event.CredentialsChanged.class).stream()
                        .anyMatch(event -> event.outcome() == Event.CredentialsChanged.Outcome.ACCEPTED));
    }

    private static void assertNoSecret(Running running) {
        assertThat(running.holdfast().recorder().read().entries()).isNotEmpty();
        assertThat(running.holdfast().recorder().read().toString()).doesNotContain("Ungeheuer");
        assertThat(running.all()).doesNotContain("Ungeheuer");
        assertThat(running.holdfast().signals().read().toString()).doesNotContain("Ungeheuer");
    }
}
