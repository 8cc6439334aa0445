package io.holdfast.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.Declared;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.engine.Certificates.Expiry;
import io.holdfast.engine.Roles.Role;
import io.holdfast.gate.GateStatus.CertificateStatus;
import io.holdfast.gate.GateStatus.ServerStatus;
import io.holdfast.pool.PoolCounts;
import io.holdfast.pool.PoolStatus;
import io.holdfast.pool.ServerName;
import io.holdfast.signal.Signal;
import io.holdfast.signal.Signal.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CON-7, CON-2, CON-6, HEA-1: what is seen of a server, and when somebody should look. */
class ServerSignalsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final DatabaseConfig config = Declared.pooled("app", 10);

    @ParameterizedTest
    @CsvSource({"FAR,OK", "WITHIN_A_MONTH,WARNING", "WITHIN_A_WEEK,WARNING", "WITHIN_A_DAY,WARNING", "PAST,ERROR"})
    void aCertificateIsSpokenOfByTheTimeThatIsLeft(Expiry expiry, Level level) {
        Signal signal = expiry(certificate("the certificate of the primary expires", 40, expiry));

        assertThat(signal.subject()).isEqualTo("app");
        assertThat(signal.level()).isEqualTo(level);
        assertThat(signal.sentence()).isEqualTo("the certificate of the primary expires");
        assertThat(signal.fix().isEmpty()).isEqualTo(level == Level.OK);
    }

    @Test
    void ofTwoCertificatesTheWorseDecidesAndOnlyThoseThatNeedItAreNamed() {
        CertificateStatus far = certificate("far", 400, Expiry.FAR);
        CertificateStatus soon = certificate("soon", 5, Expiry.WITHIN_A_WEEK);
        CertificateStatus past = certificate("past", -1, Expiry.PAST);

        assertThat(expiry(far, soon)).returns(Level.WARNING, Signal::level).returns("soon", Signal::sentence);
        assertThat(expiry(soon, far, past)).returns(Level.ERROR, Signal::level).returns("past; soon", Signal::sentence);
        assertThat(expiry(certificate("farther", 500, Expiry.FAR), far))
                .returns(Level.OK, Signal::level)
                .returns("far", Signal::sentence);
    }

    @Test
    void aFullPoolIsSpokenOfWhenSomebodyWaits() {
        assertThat(pool("pool.exhausted", new PoolStatus(3, 7, 0, 10, 10, 0)))
                .returns(Level.OK, Signal::level)
                .returns("3 of 10 connections are in use", Signal::sentence);
        assertThat(pool("pool.exhausted", new PoolStatus(10, 0, 0, 10, 10, 0)))
                .returns(Level.OK, Signal::level)
                .returns("all 10 connections are in use, and nobody waits", Signal::sentence);
        assertThat(pool("pool.exhausted", new PoolStatus(10, 0, 1, 10, 10, 0)))
                .returns(Level.WARNING, Signal::level)
                .returns("all 10 connections are in use, and a caller waits", Signal::sentence);
        assertThat(pool("pool.exhausted", new PoolStatus(10, 0, 4, 10, 10, 0)))
                .returns("all 10 connections are in use, and 4 callers wait", Signal::sentence)
                .satisfies(signal -> assertThat(signal.fix()).endsWith("raise databases.app.pool.size"));
        assertThat(pool("pool.exhausted", new PoolStatus(3, 0, 1, 3, 10, 0)))
                .as("a caller whose connection is being opened")
                .returns(Level.OK, Signal::level);
    }

    @Test
    void connectionsThatDoNotComeBackAreSpokenOfUntilTheyDo() {
        assertThat(pool("pool.leaks", new PoolStatus(2, 0, 0, 2, 10, 1)))
                .returns(Level.WARNING, Signal::level)
                .returns("a connection has not come back for longer than leak-threshold allows", Signal::sentence);
        assertThat(pool("pool.leaks", new PoolStatus(2, 0, 0, 2, 10, 2)).sentence())
                .startsWith("2 connections have not come back");
        assertThat(pool("pool.leaks", new PoolStatus(0, 2, 0, 2, 10, 0)))
                .returns(Level.OK, Signal::level)
                .returns("no connection is missing now; since the start 3 came back late", Signal::sentence);
    }

    @Test
    void aServerThatIsDownHasNoPoolAndItsCertificateIsStillKnown() {
        assertThat(signals(ServerName.PRIMARY, Optional.empty(), certificate("past", -1, Expiry.PAST)))
                .extracting(Signal::name)
                .containsExactly("certificate.expiry");
        assertThat(signals(ServerName.PRIMARY, Optional.empty())).isEmpty();
    }

    @Test
    void theStandbysSignalsAreNotThePrimarys() {
        assertThat(signals(
                        ServerName.STANDBY,
                        Optional.of(new PoolStatus(0, 1, 0, 1, 10, 0)),
                        certificate("far", 400, Expiry.FAR)))
                .extracting(Signal::subject)
                .hasSize(3)
                .containsOnly("app standby");
    }

    private Signal expiry(CertificateStatus... certificates) {
        List<Signal> signals = signals(ServerName.PRIMARY, Optional.empty(), certificates);
        assertThat(signals).singleElement().returns("certificate.expiry", Signal::name);
        return signals.get(0);
    }

    private Signal pool(String name, PoolStatus pool) {
        List<Signal> signals = signals(ServerName.PRIMARY, Optional.of(pool));
        assertThat(signals).extracting(Signal::name).containsExactly("pool.exhausted", "pool.leaks");
        return signals.get(name.equals("pool.exhausted") ? 0 : 1);
    }

    private List<Signal> signals(ServerName name, Optional<PoolStatus> pool, CertificateStatus... certificates) {
        var server = new ServerStatus(
                name,
                pool.isPresent(),
                Duration.ofMinutes(1),
                pool.map(any -> Role.UNKNOWN),
                "",
                pool,
                new PoolCounts(10, 0, 0, 0, 3),
                List.of(certificates));
        return new ServerSignals(config, server).all();
    }

    private static CertificateStatus certificate(String sentence, int days, Expiry expiry) {
        return new CertificateStatus(sentence, NOON.plus(Duration.ofDays(days)), expiry);
    }
}
