package io.holdfast.config;

import java.time.Duration;
import java.util.Optional;

/**
 * One declared database.
 *
 * @param name the name it was declared under
 * @param url where it is
 * @param credentials who asks
 * @param standby its second server
 * @param whileDown what becomes of calls while no server answers
 * @param required whether start-up fails without it
 * @param await how long start-up waits for it
 * @param pool the connections kept for each of its servers
 * @param timeouts how long work with it may take
 * @param probe how its servers are watched
 * @param retry how work is repeated
 * @param tls how connections to it are encrypted
 * @param migrations how its schema comes about
 */
public record DatabaseConfig(
        String name,
        DatabaseUrl url,
        CredentialsSource credentials,
        Optional<StandbyConfig> standby,
        WhileDown whileDown,
        boolean required,
        Duration await,
        PoolConfig pool,
        TimeoutsConfig timeouts,
        ProbeConfig probe,
        RetryConfig retry,
        TlsConfig tls,
        MigrationsConfig migrations) {

    /**
     * Where and as whom to connect to the primary, with the credentials of this moment.
     *
     * @throws io.holdfast.error.HoldfastException if the credentials cannot be had
     */
    public Endpoint endpoint() {
        return new Endpoint(name, url, credentials.current(), tls);
    }

    /** A copy whose schema comes about as {@code declared} says. */
    public DatabaseConfig withMigrations(MigrationsConfig declared) {
        return with(credentials, declared);
    }

    /** A copy for which {@code other} tells who asks. */
    public DatabaseConfig withCredentials(CredentialsSource other) {
        return with(other, migrations);
    }

    private DatabaseConfig with(CredentialsSource who, MigrationsConfig schema) {
        return new DatabaseConfig(
                name, url, who, standby, whileDown, required, await, pool, timeouts, probe, retry, tls, schema);
    }

    /** A copy for which start-up waits as long as {@code patience}. */
    public DatabaseConfig awaiting(Duration patience) {
        return new DatabaseConfig(
                name,
                url,
                credentials,
                standby,
                whileDown,
                required,
                patience,
                pool,
                timeouts,
                probe,
                retry,
                tls,
                migrations);
    }

    /** Who asks the standby: the same as at the primary, unless its address says otherwise. */
    public CredentialsSource standbyCredentials() {
        return standby.filter(declared -> declared.credentials().isPresent())
                .<CredentialsSource>map(declared -> DeclaredCredentials.ofStandby(declared.credentials()))
                .orElse(credentials);
    }
}
