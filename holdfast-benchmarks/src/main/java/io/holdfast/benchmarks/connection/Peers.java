package io.holdfast.benchmarks.connection;

import com.zaxxer.hikari.HikariConfig;

/** What people use without Holdfast. */
final class Peers {

    private Peers() {}

    /** HikariCP as it comes: ten connections, half a minute of patience. */
    static HikariConfig asItComes(JdbcAddress address) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        return config;
    }
}
