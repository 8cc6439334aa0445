package io.holdfast.benchmarks.connection;

import com.zaxxer.hikari.HikariConfig;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;

/** What people use without Holdfast: as it comes, and set as well for failures as its settings allow. */
final class Peers {
    private static final int CONNECTIONS = 10;
    private static final int IDLE = 2;
    private static final Duration ACQUISITION = Duration.ofSeconds(1);
    private static final Duration VALIDATION = Duration.ofMillis(500);

    private Peers() {}

    /** HikariCP as it comes: ten connections, half a minute of patience. */
    static HikariConfig asItComes(JdbcAddress address) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        return config;
    }

    /** HikariCP for an impatient application: everything that shortens its waiting. */
    static HikariConfig tuned(JdbcAddress address) {
        HikariConfig config = asItComes(address.with("socketTimeout=5"));
        config.setMinimumIdle(IDLE);
        config.setConnectionTimeout(ACQUISITION.toMillis());
        config.setValidationTimeout(VALIDATION.toMillis());
        return config;
    }

    /** Agroal with its sorter of PostgreSQL's exceptions, connections that are asked after half a second of idleness, and as little patience. */
    static AgroalDataSource agroal(JdbcAddress address) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(CONNECTIONS)
                        .minSize(IDLE)
                        .initialSize(IDLE)
                        .acquisitionTimeout(ACQUISITION)
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .connectionValidator(ConnectionValidator.defaultValidatorWithTimeout(1))
                        .idleValidationTimeout(VALIDATION)
                        .connectionFactoryConfiguration(connection -> connection
                                .jdbcUrl(address.with("socketTimeout=5").url())
                                .principal(new NamePrincipal(address.user()))
                                .credential(new SimplePassword(address.password())))));
    }
}
