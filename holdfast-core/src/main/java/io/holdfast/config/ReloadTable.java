package io.holdfast.config;

import static io.holdfast.config.Reload.LIVE;
import static io.holdfast.config.Reload.RESTART;

import io.holdfast.config.DeclaredCredentials.Declaration;
import io.holdfast.error.Masking;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What becomes of each key when it changes while the program runs, and how its value is found. A test holds it against the
 * list of all keys, so that none is forgotten.
 *
 * <p>What can be asked for anew with each call, or told to a pool, is live. What decides which data is worked on, whom it is
 * entrusted to, or what a connection has become since it was opened, is not.
 */
final class ReloadTable {
    /** Of keys that stand once. */
    static final List<Row<HoldfastConfig>> ROOT = List.of(
            row(DeclaredKeys.HOME, RESTART, HoldfastConfig::home),
            row(DeclaredKeys.CONTROL, RESTART, HoldfastConfig::control),
            row(DeclaredKeys.RELOAD, LIVE, HoldfastConfig::reloading),
            row(DeclaredKeys.LOG_OPERATIONS, LIVE, config -> config.log().operations()),
            row(DeclaredKeys.LOG_SAMPLE, LIVE, config -> config.log().sample()),
            row(DeclaredKeys.LOG_LEVEL, RESTART, config -> config.log().level()),
            row(DeclaredKeys.LOG_FORMAT, RESTART, config -> config.log().format()),
            row(
                    DeclaredKeys.QUEUE_MAX_ENTRIES,
                    RESTART,
                    config -> config.queue().maxEntries()),
            row(DeclaredKeys.QUEUE_MAX_BYTES, RESTART, config -> config.queue().maxBytes()),
            row(DeclaredKeys.QUEUE_MAX_AGE, RESTART, config -> config.queue().maxAge()),
            row(DeclaredKeys.QUEUE_ATTEMPTS, RESTART, config -> config.queue().attempts()),
            row(
                    DeclaredKeys.DOCUMENTS_MASKED,
                    LIVE,
                    config -> config.documents().masked()));

    /** Of keys that each database has. */
    static final List<Row<DatabaseConfig>> DATABASE = List.of(
            row(DeclaredKeys.URL, RESTART, DatabaseConfig::url),
            row(DeclaredKeys.USER, LIVE, database -> declared(database).user()),
            row(DeclaredKeys.PASSWORD, LIVE, database -> declared(database).password()),
            row(DeclaredKeys.CREDENTIALS, LIVE, database -> declared(database).provider()),
            row(
                    DeclaredKeys.STANDBY,
                    RESTART,
                    database -> database.standby().map(standby -> List.of(standby.url(), standby.credentials()))),
            row(
                    DeclaredKeys.STANDBY_MODE,
                    RESTART,
                    database -> database.standby().map(StandbyConfig::mode)),
            row(DeclaredKeys.WHILE_DOWN, LIVE, DatabaseConfig::whileDown),
            row(DeclaredKeys.REQUIRED, LIVE, DatabaseConfig::required),
            row(DeclaredKeys.AWAIT, LIVE, DatabaseConfig::await),
            row(DeclaredKeys.POOL_SIZE, LIVE, database -> database.pool().size()),
            row(DeclaredKeys.POOL_MIN_IDLE, LIVE, database -> database.pool().minIdle()),
            row(
                    DeclaredKeys.POOL_ACQUIRE_TIMEOUT,
                    LIVE,
                    database -> database.pool().acquireTimeout()),
            row(
                    DeclaredKeys.POOL_MAX_LIFETIME,
                    LIVE,
                    database -> database.pool().maxLifetime()),
            row(DeclaredKeys.POOL_MAX_WAITING, LIVE, database -> database.pool().maxWaiting()),
            row(
                    DeclaredKeys.POOL_LEAK_THRESHOLD,
                    LIVE,
                    database -> database.pool().leakThreshold()),
            row(DeclaredKeys.POOL_INIT_SQL, RESTART, database -> database.pool().initSql()),
            row(
                    DeclaredKeys.TIMEOUTS_CONNECT,
                    LIVE,
                    database -> database.timeouts().connect()),
            row(
                    DeclaredKeys.TIMEOUTS_STATEMENT,
                    LIVE,
                    database -> database.timeouts().statement()),
            row(
                    DeclaredKeys.TIMEOUTS_TRANSACTION,
                    LIVE,
                    database -> database.timeouts().transaction()),
            row(
                    DeclaredKeys.TIMEOUTS_IN_DOUBT,
                    LIVE,
                    database -> database.timeouts().inDoubt()),
            row(DeclaredKeys.PROBE_EVERY, LIVE, database -> database.probe().every()),
            row(DeclaredKeys.PROBE_TIMEOUT, LIVE, database -> database.probe().timeout()),
            row(DeclaredKeys.PROBE_MISSES, LIVE, database -> database.probe().misses()),
            row(DeclaredKeys.PROBE_SETTLE, LIVE, database -> database.probe().settle()),
            row(DeclaredKeys.RETRY_ATTEMPTS, LIVE, database -> database.retry().attempts()),
            row(DeclaredKeys.RETRY_FIRST, LIVE, database -> database.retry().first()),
            row(DeclaredKeys.RETRY_CAP, LIVE, database -> database.retry().cap()),
            row(DeclaredKeys.TLS_MODE, RESTART, database -> database.tls().mode()),
            row(DeclaredKeys.TLS_CA, RESTART, database -> database.tls().ca()),
            row(
                    DeclaredKeys.TLS_CERTIFICATE,
                    RESTART,
                    database -> database.tls().certificate()),
            row(DeclaredKeys.TLS_KEY, RESTART, database -> database.tls().key()),
            row(DeclaredKeys.TLS_PASSPHRASE, RESTART, database -> database.tls().passphrase()),
            row(
                    DeclaredKeys.MIGRATIONS_LOCATIONS,
                    RESTART,
                    database -> database.migrations().locations()),
            row(
                    DeclaredKeys.MIGRATIONS_ON_START,
                    RESTART,
                    database -> database.migrations().onStart()),
            row(
                    DeclaredKeys.MIGRATIONS_TABLE,
                    RESTART,
                    database -> database.migrations().table()),
            row(
                    DeclaredKeys.MIGRATIONS_SCHEMA,
                    RESTART,
                    database -> database.migrations().schema()),
            row(
                    DeclaredKeys.MIGRATIONS_OUT_OF_ORDER,
                    RESTART,
                    database -> database.migrations().outOfOrder()),
            row(
                    DeclaredKeys.MIGRATIONS_LOCK_TIMEOUT,
                    RESTART,
                    database -> database.migrations().lockTimeout()),
            row(
                    DeclaredKeys.MIGRATIONS_LOCK_WAIT,
                    RESTART,
                    database -> database.migrations().lockWait()),
            row(
                    DeclaredKeys.MIGRATIONS_IGNORE,
                    RESTART,
                    database -> database.migrations().ignored()),
            row(
                    DeclaredKeys.MIGRATIONS_PLACEHOLDERS,
                    RESTART,
                    database -> database.migrations().placeholders()),
            row(
                    DeclaredKeys.MIGRATIONS_DRIFT,
                    RESTART,
                    database -> database.migrations().drift()),
            row(
                    DeclaredKeys.MIGRATIONS_UNMANAGED,
                    RESTART,
                    database -> database.migrations().unmanaged()),
            row(
                    DeclaredKeys.MIGRATIONS_SCRATCH,
                    RESTART,
                    database -> database.migrations().scratch()));

    private ReloadTable() {}

    /**
     * One key.
     *
     * @param reload what becomes of a change
     * @param value where its value stands
     */
    record Row<T>(Key<?> key, Reload reload, Function<T, Object> value) {
        /** The key's path, below the database called {@code name} where it is a database's. */
        String path(String name) {
            return DeclaredKeys.ROOT.leaves().stream()
                    .filter(leaf -> leaf.key().equals(key))
                    .map(leaf -> leaf.path().replace("*", name))
                    .findFirst()
                    .orElseThrow();
        }

        /** What may be told of its text: nobody knows what a statement holds, or what a provider is asked with. */
        String shown(String text) {
            if (text.equals(ConfigChange.NOTHING)) {
                return text;
            }
            if (key.equals(DeclaredKeys.CREDENTIALS)) {
                return text.substring(0, text.indexOf(':') + 1) + Masking.MASK;
            }
            return key.equals(DeclaredKeys.POOL_INIT_SQL) ? Masking.MASK : text;
        }

        /** Whether the two say different things. */
        boolean differs(T running, T next) {
            return !Objects.equals(value.apply(running), value.apply(next));
        }
    }

    private static <T> Row<T> row(Key<?> key, Reload reload, Function<T, Object> value) {
        return new Row<>(key, reload, value);
    }

    private static Declaration declared(DatabaseConfig database) {
        return Declaration.of(database.credentials());
    }

    /** What becomes of a change of {@code key}; empty where nobody has said so. */
    static Optional<Reload> of(Key<?> key) {
        return Stream.concat(ROOT.stream(), DATABASE.stream())
                .filter(row -> row.key().equals(key))
                .<Reload>map(Row::reload)
                .findFirst();
    }
}
