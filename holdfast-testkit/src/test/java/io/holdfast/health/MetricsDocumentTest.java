package io.holdfast.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.database.Database;
import io.holdfast.event.Events;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** HEA-3: the list of metrics is made from the meters that a database with two servers really has. */
class MetricsDocumentTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("holdfast.repository"), "docs", "metrics.md");

    @Test
    void theDocumentedMetersAreThoseOfADatabase() throws IOException {
        var registry = new SimpleMeterRegistry();
        var events = new Events();
        try (Database database = TwoServers.open(events);
                DatabaseMetrics metrics = DatabaseMetrics.of(List.of(database), events)) {
            metrics.bindTo(registry);
            String page = page(registry.getMeters());
            if (Boolean.getBoolean("holdfast.write-documents")) {
                Files.writeString(DOCUMENT, page);
            }

            assertThat(DOCUMENT)
                    .as("docs/metrics.md is stale: write it again with"
                            + " mvn -pl holdfast-testkit -am test -Dtest=MetricsDocumentTest"
                            + " -Dholdfast.write-documents=true")
                    .hasContent(page);
        }
    }

    private static String page(List<Meter> meters) {
        return """
                # Metrics

                What `DatabaseMetrics` measures in a Micrometer registry. Micrometer itself is brought by the application:

                ```java
                var metrics = DatabaseMetrics.of(holdfast.databases(), holdfast.events());
                metrics.bindTo(registry);
                ```

                This page is made from the meters of a database with a standby, and a test fails when the two differ. The
                names are Micrometer's; for Prometheus, `hikaricp.connections.acquire` becomes
                `hikaricp_connections_acquire_seconds`, and a counter's name ends with `_total`.

                ## The names of HikariCP

                The pool of a database called app is `holdfast-app`, and that of its standby `holdfast-app-standby`. An
                outage ends a pool and begins another. The gauges show the pool of the moment: 0 while there is none, except
                for `max` and `min`, which are as they are declared. Counters and timers go on. Other than with HikariCP, the
                time to acquire is that of callers who got a connection; the others are in `hikaricp.connections.timeout`.

                %s
                ## Names of our own

                %s
                `kind` is a kind of error, as in [exit-codes.md](exit-codes.md). `to` is the server that calls go to from
                then on; `none` says that they are turned away, as during the outage of a database without a standby.
                `holdfast.split.brain` is there for databases with a standby only.

                Timers count, add up and keep the longest. `DatabaseMetrics.of(…).withBuckets()` makes them count in ten
                buckets as well, of %s.
                """.formatted(
                table(meters, true),
                table(meters, false),
                Buckets.TEN.bounds().stream().map(MetricsDocumentTest::text).collect(Collectors.joining(", ")));
    }

    private static String text(Duration bound) {
        return bound.toMillis() >= 1_000
                ? bound.toSeconds() + " s"
                : BigDecimal.valueOf(bound.toNanos(), 6).stripTrailingZeros().toPlainString() + " ms";
    }

    private static String table(List<Meter> meters, boolean hikari) {
        Map<String, List<Meter>> byName = meters.stream()
                .filter(meter -> meter.getId().getName().startsWith("hikaricp") == hikari)
                .collect(Collectors.groupingBy(meter -> meter.getId().getName(), TreeMap::new, Collectors.toList()));
        return byName.entrySet().stream()
                .map(entry -> "| `%s` | %s | %s | %s |%n"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().get(0).getId().getType().name().toLowerCase(Locale.ROOT),
                                tags(entry.getValue()),
                                entry.getValue().get(0).getId().getDescription()))
                .collect(Collectors.joining("", "| Name | Type | Tags | Says |\n|---|---|---|---|\n", ""));
    }

    /** Each tag, and where their number is small by nature, its values. */
    private static String tags(List<Meter> meters) {
        Map<String, TreeSet<String>> values = new TreeMap<>();
        meters.stream()
                .flatMap(meter -> meter.getId().getTags().stream())
                .forEach(tag -> values.computeIfAbsent(tag.getKey(), key -> new TreeSet<>())
                        .add(tag.getValue()));
        List<String> texts = new ArrayList<>();
        values.forEach((key, known) -> texts.add(
                List.of("db", "engine", "pool", "kind").contains(key)
                        ? "`" + key + "`"
                        : "`%s` (%s)".formatted(key, String.join(", ", known))));
        return String.join(", ", texts);
    }
}
