package io.holdfast.gate;

import io.holdfast.config.CredentialsSource;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Place;
import io.holdfast.engine.Roles;
import io.holdfast.engine.Roles.Role;
import io.holdfast.engine.Session;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.event.Event;
import io.holdfast.pool.ServerName;
import io.holdfast.pool.lending.PoolHost;
import io.holdfast.pool.lending.Supply;
import io.holdfast.pool.lending.Tally;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Time;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One server of a database: how to reach it, what it is, and its pool while it is up. */
final class Server implements PoolHost {
    private static final Duration LEAST = Duration.ofMillis(50);

    private final ServerName name;
    private final Traffic traffic;
    private final Endpoint declared;
    private final Logins logins;
    private final Tally tally;
    private final CertificateWatch certificates;
    private volatile Standing standing;
    private volatile long lookedAt;
    private volatile boolean looked;
    private volatile String preparedSystem = "";
    private @Nullable Place place;

    /** Whether it can be used. */
    sealed interface Standing {
        /** When that began, in the ticker's nanoseconds; whoever becomes unready keeps the moment at which it went down. */
        long since();

        /** It answers. */
        record Up(Supply pool, Role role, long since) implements Standing {}

        /** It answers, and what has to be done there first is not done. */
        record Unready(Role role, HoldfastException reason, long since) implements Standing {}

        /** It does not. */
        record Down(HoldfastException reason, long since) implements Standing {}
    }

    /** A server that was spoken to: the connection, and what it said of itself. */
    record Greeting(Opened opened, Role role) {}

    Server(ServerName name, Traffic traffic, Endpoint declared, CredentialsSource credentials) {
        this.name = name;
        this.traffic = traffic;
        this.declared = declared;
        this.tally = new Tally(name);
        this.certificates = new CertificateWatch(this, traffic::certificateExpires);
        this.logins =
                new Logins(traffic.engine(), label(), credentials, change -> traffic.credentialsChanged(this, change));
        this.standing = new Standing.Down(
                Failure.of(ErrorKind.CONNECTION, "it was not reached yet").exception(),
                traffic.time().ticker().nanos());
    }

    ServerName name() {
        return name;
    }

    Logins logins() {
        return logins;
    }

    /** The way in for somebody whom {@code credentials} name, who is not let in yet. */
    Logins strangers(CredentialsSource credentials) {
        return new Logins(engine(), label(), credentials, change -> {});
    }

    CertificateWatch certificates() {
        return certificates;
    }

    Standing standing() {
        return standing;
    }

    void stand(Standing now) {
        standing = now;
    }

    /** When the last look at it began that brought an answer, in the ticker's nanoseconds. */
    long lookedAt() {
        return lookedAt;
    }

    void looked(long at) {
        lookedAt = at;
        looked = true;
    }

    /** Whether it was asked at least once what it is, with or without an answer. */
    boolean wasLookedAt() {
        return looked;
    }

    /** Whether what has to be done there before calls go there was done to the data that it has now, as far as it tells. */
    boolean isPrepared(Role now) {
        return !now.system().isEmpty() && now.system().equals(preparedSystem);
    }

    void prepared(Role now) {
        preparedSystem = now.system();
    }

    @Override
    public Engine engine() {
        return traffic.engine();
    }

    @Override
    public DatabaseConfig config() {
        return traffic.config();
    }

    @Override
    public Time time() {
        return traffic.time();
    }

    @Override
    public String label() {
        String database = traffic.config().name();
        return name == ServerName.PRIMARY ? database : "the standby of " + database;
    }

    @Override
    public Tally tally() {
        return tally;
    }

    @Override
    public void failed(Failure failure) {
        traffic.failed(this, failure);
    }

    @Override
    public void deadlocked(Event.Deadlocked deadlock) {
        traffic.deadlocked(deadlock);
    }

    @Override
    public Role role() {
        return standing instanceof Standing.Up up ? up.role() : Role.UNKNOWN;
    }

    @Override
    public boolean isSuperseded(Role before) {
        return traffic.hasMovedOn(before);
    }

    @Override
    public Opened open(Duration timeout) throws Exception {
        return logins.open(place().endpoint(), timeout);
    }

    @Override
    public Endpoint endpoint() throws Exception {
        return logins.proven(place().endpoint());
    }

    /** The connections of its pool are asked before they are lent the next time. */
    void suspectConnections() {
        if (standing instanceof Standing.Up up) {
            up.pool().suspect();
        }
    }

    /** Where it is now; an embedded server is started first. */
    synchronized Place place() throws Exception {
        Place known = place;
        if (known == null) {
            known = Place.of(engine(), declared);
            place = known;
        }
        return known;
    }

    /** An embedded server that died is started again the next time that it is needed. */
    synchronized void forgetPlace() {
        if (declared.url().embedded()) {
            place = null;
        }
    }

    /** Stops an embedded server. */
    synchronized void leavePlace() {
        if (place != null) {
            place.close();
        }
    }

    /**
     * Opens a connection, and asks the server what it is.
     *
     * @throws Exception whatever stands in the way
     */
    Greeting greet(Duration timeout) throws Exception {
        Deadline deadline = Deadline.after(timeout, time().ticker());
        Opened opened = open(timeout);
        try {
            checkInitSql(opened.session(), timeout);
            Duration left = deadline.remaining();
            return new Greeting(opened, look(opened.session(), left.compareTo(LEAST) < 0 ? LEAST : left));
        } catch (Exception failure) {
            opened.session().close();
            throw failure;
        }
    }

    /** It would reach everybody to whom the connection is lent, and be missing when another one is lent to us. */
    private void checkInitSql(Session session, Duration timeout) throws Exception {
        if (config().pool().initSql().isEmpty()) {
            return;
        }
        limit(session, timeout);
        if (!engine().keepsSettings(session)) {
            throw Failure.of(
                            ErrorKind.CONFIGURATION,
                            "pool.init-sql is set, and a pooler lends the connections of %s to others"
                                    .formatted(label()))
                    .withHint("remove databases.%s.pool.init-sql, and let the pooler or the user's settings do it"
                            .formatted(config().name()))
                    .during("open", config().name())
                    .exception();
        }
    }

    /**
     * Asks on {@code session} what the server is.
     *
     * @throws Exception whatever stands in the way, also when the answer takes longer than {@code timeout}
     */
    Role look(Session session, Duration timeout) throws Exception {
        if (engine().roles().isPresent()) {
            Roles roles = engine().roles().get();
            limit(session, timeout);
            return roles.role((SqlSession) session);
        }
        if (!session.ping(timeout)) {
            throw Failure.of(ErrorKind.CONNECTION, "%s takes connections and does not answer".formatted(label()))
                    .withHint("see what the server is busy with")
                    .exception();
        }
        return Role.UNKNOWN;
    }

    private static void limit(Session session, Duration timeout) throws SQLException {
        if (!(session instanceof SqlSession sql)) {
            return;
        }
        try {
            sql.connection().setNetworkTimeout(Runnable::run, (int) timeout.toMillis());
        } catch (SQLFeatureNotSupportedException unlimited) {
            // then the driver answers without a network
        }
    }

    /** What {@code failure} means, when it happened while a connection was opened. */
    HoldfastException sorted(Exception failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof HoldfastException known
                && !known.failure().database().isEmpty()) {
            return known;
        }
        return engine().classify(failure, Phase.CONNECT)
                .during("open", config().name())
                .causedBy(failure);
    }
}
