package io.holdfast.pool.lending;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.SQLExceptionOverride;
import io.holdfast.config.PoolConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteDataSource;

/** CFG-5: what HikariCP is told does not depend on what it was told before. */
class HikariSettingsTest {

    @Test
    void aLongerLifeHasTheSameKeepaliveAndIdleTimeAsOneFromTheBeginning() {
        HikariSettings changed = settings(Duration.ofSeconds(30));
        assertThat(changed.hikari().getKeepaliveTime()).isZero();
        assertThat(changed.hikari().getIdleTimeout()).isZero();
        changed.change(pool(Duration.ofMinutes(15)));

        HikariConfig fresh = settings(Duration.ofMinutes(15)).hikari();
        assertThat(changed.hikari().getKeepaliveTime())
                .isEqualTo(fresh.getKeepaliveTime())
                .isEqualTo(120_000);
        assertThat(changed.hikari().getIdleTimeout())
                .isEqualTo(fresh.getIdleTimeout())
                .isEqualTo(600_000);
    }

    private static HikariSettings settings(Duration life) {
        return HikariSettings.of("app", pool(life), new SQLiteDataSource(), new SQLExceptionOverride() {});
    }

    private static PoolConfig pool(Duration life) {
        return new PoolConfig(10, 2, Duration.ofSeconds(2), life, 1_000, Duration.ofSeconds(60), "");
    }
}
