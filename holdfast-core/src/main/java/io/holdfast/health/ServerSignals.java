package io.holdfast.health;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.engine.Certificates.Expiry;
import io.holdfast.engine.Engine;
import io.holdfast.gate.GateStatus.CertificateStatus;
import io.holdfast.gate.GateStatus.ServerStatus;
import io.holdfast.pool.PoolStatus;
import io.holdfast.pool.ServerName;
import io.holdfast.signal.Signal;
import io.holdfast.signal.Signal.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The signals of one server of a database.
 *
 * @param config how the database is declared
 * @param server what can be said of the server now
 */
record ServerSignals(DatabaseConfig config, ServerStatus server) {

    List<Signal> all() {
        List<Signal> signals = new ArrayList<>();
        server.pool().ifPresent(pool -> {
            signals.add(exhausted(pool));
            signals.add(leaks(pool));
        });
        if (!server.certificates().isEmpty()) {
            signals.add(certificates());
        }
        return signals;
    }

    /** A pool that is full and holds nobody up is used well. */
    private Signal exhausted(PoolStatus pool) {
        String full = pool.size() == 1
                ? "the only connection is in use"
                : "all %d connections are in use".formatted(pool.size());
        if (pool.isExhausted() && pool.waiting() > 0) {
            return signal(
                    "pool.exhausted",
                    Level.WARNING,
                    "%s, and %s"
                            .formatted(full, pool.waiting() == 1 ? "a caller waits" : pool.waiting() + " callers wait"),
                    "look for sessions that are not given back, or raise databases.%s.pool.size"
                            .formatted(config.name()));
        }
        String sentence = pool.isExhausted()
                ? full + ", and nobody waits"
                : "%d of %d connections are in use".formatted(pool.active(), pool.size());
        return signal("pool.exhausted", Level.OK, sentence, "");
    }

    private Signal leaks(PoolStatus pool) {
        if (pool.overdue() > 0) {
            return signal(
                    "pool.leaks",
                    Level.WARNING,
                    "%s not come back for longer than leak-threshold allows"
                            .formatted(pool.overdue() == 1 ? "a connection has" : pool.overdue() + " connections have"),
                    "close what is borrowed, in every case; the log names the places in the code where it was taken");
        }
        long earlier = server.counts().leaked();
        String sentence = earlier == 0
                ? "every connection comes back in time"
                : "no connection is missing now; since the start %d came back late".formatted(earlier);
        return signal("pool.leaks", Level.OK, sentence, "");
    }

    /** One signal for all certificates, as bad as the worst: two of one name could not be told apart. */
    private Signal certificates() {
        List<CertificateStatus> soonestFirst = server.certificates().stream()
                .sorted(Comparator.comparing(CertificateStatus::notAfter))
                .toList();
        Expiry worst = soonestFirst.get(0).expiry();
        if (worst.level() == Engine.Level.OK) {
            return signal("certificate.expiry", Level.OK, soonestFirst.get(0).sentence(), "");
        }
        String sentence = soonestFirst.stream()
                .filter(certificate -> certificate.expiry().level() != Engine.Level.OK)
                .map(CertificateStatus::sentence)
                .collect(Collectors.joining("; "));
        return signal(
                "certificate.expiry",
                level(worst),
                sentence,
                "renew it: open connections outlive it, and no new one can be opened after its end");
    }

    private static Level level(Expiry expiry) {
        return switch (expiry.level()) {
            case OK -> Level.OK;
            case WARNING -> Level.WARNING;
            case ERROR -> Level.ERROR;
        };
    }

    private Signal signal(String name, Level level, String sentence, String fix) {
        String subject =
                server.name() == ServerName.PRIMARY ? config.name() : "%s %s".formatted(config.name(), server.name());
        return new Signal(name, subject, level, sentence, fix);
    }
}
