package io.holdfast.app.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.ReloadReport;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes of a file as they come, good ones and bad ones, one after the other, and what has to hold after each. */
final class RandomChanges {
    private record Choice(String key, List<String> values) {}

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(5);

    /** What may be changed at any time, with values under which no call has a reason to fail. */
    private static final List<Choice> GOOD = List.of(
            new Choice("pool.size", List.of("1", "2", "3", "5", "8")),
            new Choice("pool.acquire-timeout", List.of("20s", "40s", "1m")),
            new Choice("pool.max-lifetime", List.of("30s", "5m", "15m")),
            new Choice("pool.max-waiting", List.of("100", "1000")),
            new Choice("pool.leak-threshold", List.of("30s", "60s")),
            new Choice("timeouts.statement", List.of("20s", "30s", "1m")),
            new Choice("timeouts.transaction", List.of("30s", "60s", "2m")),
            new Choice("timeouts.connect", List.of("10s", "20s")),
            new Choice("timeouts.in-doubt", List.of("5s", "30s")),
            new Choice("retry.attempts", List.of("5", "10", "20")),
            new Choice("retry.cap", List.of("200ms", "500ms")),
            new Choice("probe.every", List.of("50ms", "100ms", "500ms")),
            new Choice("probe.timeout", List.of("5s", "10s")),
            new Choice("probe.misses", List.of("2", "5")),
            new Choice("while-down", List.of("wait", "reject")),
            new Choice("required", List.of("true", "false")));

    private static final List<Choice> BAD = List.of(
            new Choice("pool.size", List.of("0", "many", "-1")),
            new Choice("timeouts.statement", List.of("soon", "1ms")),
            new Choice("pool.sise", List.of("4")),
            new Choice("url", List.of("sqlite:elsewhere.db", "postgresql://elsewhere/db", "nothing")),
            new Choice("pool.init-sql", List.of("select 1")),
            new Choice("migrations.locations", List.of("db")),
            new Choice("retry.cap", List.of("1ms")));

    private final Random random;
    private final SettingsFile settings;
    private final Running running;
    private final List<Endpoint.Credentials> logins;
    private DatabaseConfig expected;
    private int refused;

    /** Changes between {@code logins}, which the server knows, as well. */
    RandomChanges(Random random, SettingsFile settings, Running running, Endpoint.Credentials... logins) {
        this.random = random;
        this.settings = settings;
        this.running = running;
        this.logins = List.of(logins);
        this.expected = running.app().config();
    }

    /** One change; afterwards either what the file says holds as a whole, or what held before does. */
    void next() {
        boolean good = isGood();
        settings.with(said(good).toArray(String[]::new));

        ReloadReport report = running.holdfast().reload();

        if (good) {
            assertThat(report.refusal()).isEmpty();
            expected = asked();
        } else {
            assertThat(report.refusal()).isPresent();
        }
        assertHolds();
    }

    /** One change that is seen by itself; what held before holds until all that the file says does. */
    void nextByItself() {
        boolean good = isGood();
        List<String> said = said(good);
        String name = "unknown-" + refused;
        if (!good) {
            refused++;
            said.addAll(List.of(name, "1")); // this refusal is like no other
        }
        settings.with(said.toArray(String[]::new));

        DatabaseConfig next = good ? asked() : expected;
        await().atMost(SOON).pollInterval(LOOK).until(() -> {
            DatabaseConfig now = running.app().config();
            assertThat(now).isIn(expected, next);
            return good ? now.equals(next) : isRefused(name);
        });
        expected = next;
        assertHolds();
    }

    private boolean isRefused(String name) {
        List<Event.ConfigurationRefused> refusals = running.told(Event.ConfigurationRefused.class);
        return !refusals.isEmpty()
                && refusals.get(refusals.size() - 1).sentence().contains(name);
    }

    private boolean isGood() {
        return random.nextInt(3) > 0;
    }

    private List<String> said(boolean good) {
        List<String> said = new ArrayList<>();
        int number = 1 + random.nextInt(5);
        for (int each = 0; each < number; each++) {
            said.addAll(chosen(GOOD));
        }
        boolean login = !logins.isEmpty() && random.nextBoolean();
        if (login) {
            Endpoint.Credentials known = logins.get(random.nextInt(logins.size()));
            said.addAll(
                    List.of("user", known.user(), "password", known.password().reveal()));
        }
        if (!good) {
            said.addAll(login ? List.of("password", "not this one") : chosen(BAD));
        }
        return said;
    }

    private DatabaseConfig asked() {
        return settings.loader().load().config().databases().get("app");
    }

    private void assertHolds() {
        assertThat(running.app().config()).isEqualTo(expected);
        assertThat(running.app().poolStatus())
                .hasValueSatisfying(pool ->
                        assertThat(pool.size()).isEqualTo(expected.pool().size()));
    }

    private List<String> chosen(List<Choice> choices) {
        Choice choice = choices.get(random.nextInt(choices.size()));
        return List.of(
                choice.key(), choice.values().get(random.nextInt(choice.values().size())));
    }
}
