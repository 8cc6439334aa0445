package io.holdfast.pool.lending;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.SQLExceptionOverride;
import io.holdfast.config.PoolConfig;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * What HikariCP is told. It looks at its settings again and again, so that those that may change do so by being set.
 *
 * @param hikari as HikariCP knows them
 */
record HikariSettings(HikariConfig hikari) {
    private static final Duration SHORTEST_HIKARI_ALLOWS = Duration.ofMillis(250);
    private static final long LONGEST_VALIDATION_MILLIS = 1_000;

    /** How often an idle connection is used, so that nothing between here and the server forgets it. */
    private static final Duration KEEPALIVE = Duration.ofMinutes(2);

    /** How long what is more than {@code min-idle} lies unused before it is closed. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    /** Those of the pool to the server that is called {@code label}. */
    static HikariSettings of(String label, PoolConfig config, DataSource source, SQLExceptionOverride override) {
        var settings = new HikariSettings(new HikariConfig());
        HikariConfig hikari = settings.hikari();
        hikari.setPoolName("holdfast-" + label.replace(' ', '-'));
        hikari.setDataSource(source);
        hikari.setInitializationFailTimeout(-1);
        hikari.setExceptionOverride(override);
        if (!config.initSql().isEmpty()) {
            hikari.setConnectionInitSql(config.initSql());
        }
        settings.change(config);
        hikari.validate();
        return settings;
    }

    /** Sets what may change while the pool is in use. */
    void change(PoolConfig config) {
        long patience = Math.max(config.acquireTimeout().toMillis(), SHORTEST_HIKARI_ALLOWS.toMillis());
        hikari.setMaximumPoolSize(config.size());
        hikari.setMinimumIdle(Math.min(config.minIdle(), config.size()));
        hikari.setConnectionTimeout(patience);
        hikari.setValidationTimeout(Math.min(patience, LONGEST_VALIDATION_MILLIS));
        hikari.setMaxLifetime(config.maxLifetime().toMillis());
        hikari.setKeepaliveTime(within(config.maxLifetime(), KEEPALIVE));
        hikari.setIdleTimeout(within(config.maxLifetime(), IDLE));
    }

    /** In milliseconds; what is not shorter than a life is of no use, and HikariCP would switch it off for good. */
    private static long within(Duration life, Duration time) {
        return time.plusSeconds(1).compareTo(life) < 0 ? time.toMillis() : 0;
    }
}
