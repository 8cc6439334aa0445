package io.holdfast.app.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ReloadReport;
import io.holdfast.config.DatabaseConfig;
import java.util.List;
import java.util.Random;

/** Changes of a file as they come, good ones and bad ones, one after the other, and what has to hold after each. */
final class RandomChanges {
    private record Choice(String key, List<String> values) {}

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
    private DatabaseConfig expected;

    RandomChanges(Random random, SettingsFile settings, Running running) {
        this.random = random;
        this.settings = settings;
        this.running = running;
        this.expected = running.app().config();
    }

    /** One change; afterwards either what the file says holds as a whole, or what held before does. */
    void next() {
        boolean good = random.nextInt(3) > 0;
        String[] said = new String[2 * (1 + random.nextInt(5))];
        for (int each = 0; each < said.length; each += 2) {
            choose(GOOD, said, each);
        }
        if (!good) {
            choose(BAD, said, said.length - 2);
        }
        settings.with(said);

        ReloadReport report = running.holdfast().reload();

        if (good) {
            assertThat(report.refusal()).isEmpty();
            expected = settings.loader().load().config().databases().get("app");
        } else {
            assertThat(report.refusal()).isPresent();
        }
        assertThat(running.app().config()).isEqualTo(expected);
        assertThat(running.app().poolStatus())
                .hasValueSatisfying(pool ->
                        assertThat(pool.size()).isEqualTo(expected.pool().size()));
    }

    private void choose(List<Choice> choices, String[] said, int at) {
        Choice choice = choices.get(random.nextInt(choices.size()));
        said[at] = choice.key();
        said[at + 1] = choice.values().get(random.nextInt(choice.values().size()));
    }
}
