package io.holdfast.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Every setting there is. The binder, the variables, the reference and the JSON Schema all read this list: a new key is
 * one line here and one in the record that holds it.
 */
final class DeclaredKeys {
    static final Pattern DATABASE_NAME = Pattern.compile("[a-z][a-z0-9-]*");

    static final Key<Path> HOME = Key.of(
            "home",
            ValueTypes.path(),
            ".holdfast",
            "The folder for Holdfast's own files; a relative path starts at the configuration file's folder.");

    static final Key<DatabaseUrl.Parsed> URL = Key.open(
            "url",
            ValueTypes.databaseUrl(),
            "Where the database is: `sqlite:FILE`, `postgresql://HOST/NAME`, `mongodb://HOST/NAME` or"
                    + " `embedded:postgresql`; every database must have one.");
    static final Key<String> USER =
            Key.open("user", ValueTypes.text(), "The user to connect as, where the url does not name one.");
    static final Key<Secret> PASSWORD =
            Key.open("password", ValueTypes.secret(), "The user's password, best kept outside the file.");
    static final Key<Boolean> REQUIRED = Key.of(
            "required", ValueTypes.bool(), "true", "Whether start-up fails when this database cannot be reached.");
    static final Key<Duration> AWAIT = Key.of(
            "await",
            ValueTypes.duration(Duration.ZERO, Duration.ofDays(1)),
            "60s",
            "How long start-up waits for this database to become reachable.");

    static final Key<Integer> POOL_SIZE =
            Key.of("size", ValueTypes.integer(1, 1_000), "10", "The most connections that are open at once.");
    static final Key<Integer> POOL_MIN_IDLE = Key.of(
            "min-idle",
            ValueTypes.integer(0, 1_000),
            "2",
            "The connections kept open while nobody uses them; never above `size`, and `size` where that is below 2.");
    static final Key<Duration> POOL_ACQUIRE_TIMEOUT = Key.of(
            "acquire-timeout",
            ValueTypes.duration(Duration.ofMillis(250), Duration.ofHours(1)),
            "2s",
            "How long a caller waits for a free connection.");
    static final Key<Duration> POOL_MAX_LIFETIME = Key.of(
            "max-lifetime",
            ValueTypes.duration(Duration.ofSeconds(30), Duration.ofDays(7)),
            "15m",
            "The age at which a connection is replaced by a new one.");

    static final Key<Duration> TIMEOUTS_CONNECT = Key.of(
            "connect",
            ValueTypes.duration(Duration.ofMillis(100), Duration.ofHours(1)),
            "2s",
            "How long one attempt to connect may take.");

    static final Section POOL = new Section(
            "pool",
            Section.Repetition.ONCE,
            "The connections kept for a database.",
            List.of(POOL_SIZE, POOL_MIN_IDLE, POOL_ACQUIRE_TIMEOUT, POOL_MAX_LIFETIME),
            List.of());
    static final Section TIMEOUTS = new Section(
            "timeouts",
            Section.Repetition.ONCE,
            "How long work with a database may take.",
            List.of(TIMEOUTS_CONNECT),
            List.of());
    static final Section DATABASES = new Section(
            "databases",
            Section.Repetition.BY_NAME,
            "The databases, each under a name of lower-case letters, digits and dashes.",
            List.of(URL, USER, PASSWORD, REQUIRED, AWAIT),
            List.of(POOL, TIMEOUTS));
    static final Section ROOT =
            new Section("", Section.Repetition.ONCE, "The settings of Holdfast.", List.of(HOME), List.of(DATABASES));

    private DeclaredKeys() {}
}
