package io.holdfast.pool.lending;

import io.holdfast.engine.Commits;
import io.holdfast.engine.Commits.Outcome;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Roles;
import io.holdfast.engine.Roles.Role;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.MaskedCause;
import io.holdfast.log.Log;
import io.holdfast.resilience.Backoff;
import io.holdfast.resilience.Deadline;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds out what became of a transaction whose commit was sent and not answered.
 *
 * <p>Only the server that got the commit can tell. It is asked again and again while it restarts; one that has another
 * identity or has been promoted meanwhile is not believed, because the same number may name another transaction there.
 *
 * <p>An interrupt closes the connection on which a virtual thread waits, and so may be the very reason for the doubt. It
 * does not keep the server from being asked once; then it ends the search.
 */
final class InDoubt {
    private static final Log log = Log.of(InDoubt.class);
    private static final Backoff BETWEEN_QUESTIONS = new Backoff(Duration.ofMillis(25), Duration.ofMillis(250));

    /** A server that works answers in less, also when the caller's time is over. */
    private static final Duration LEAST = Duration.ofMillis(100);

    /** A commit that was delivered ends soon; one that was not runs on until somebody ends it. */
    private static final int PATIENCE_WITH_RUNNING = 4;

    private final PoolHost host;
    private final Commits commits;

    InDoubt(PoolHost host, Commits commits) {
        this.host = host;
        this.commits = commits;
    }

    /** What became of it; FORGOTTEN where that cannot be told in time, which is at most until {@code limit}. */
    Outcome of(String ticket, Role before, Optional<Deadline> limit) {
        if (before.system().isEmpty()) {
            return Outcome.FORGOTTEN;
        }
        Duration usual = host.config().timeouts().inDoubt();
        Duration patience = limit.map(end -> end.remainingUpTo(usual)).orElse(usual);
        Deadline deadline = Deadline.after(
                patience.compareTo(LEAST) < 0 && usual.compareTo(LEAST) > 0 ? LEAST : patience,
                host.time().ticker());
        for (int questions = 1; !deadline.hasPassed() && !host.isSuperseded(before); questions++) {
            Outcome outcome = askOnce(ticket, before, questions, deadline);
            if (outcome != Outcome.RUNNING) {
                return outcome;
            }
            if (!paused(deadline.remainingUpTo(
                    BETWEEN_QUESTIONS.delayAfter(questions, host.time().random())))) {
                break;
            }
        }
        return Outcome.FORGOTTEN;
    }

    private Outcome askOnce(String ticket, Role before, int questions, Deadline deadline) {
        boolean interrupted = Thread.interrupted();
        try {
            return ask(ticket, before, questions, deadline);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Outcome ask(String ticket, Role before, int questions, Deadline deadline) {
        Engine engine = host.engine();
        try (SqlSession session = host.open(
                        deadline.remainingUpTo(host.config().timeouts().connect()))
                .sql()) {
            Role now = role(engine, session);
            if (!now.system().equals(before.system()) || now.timeline() != before.timeline()) {
                return Outcome.FORGOTTEN;
            }
            Outcome outcome = commits.outcome(session, ticket);
            if (outcome == Outcome.RUNNING && questions >= PATIENCE_WITH_RUNNING) {
                commits.end(session, ticket);
            }
            return outcome;
        } catch (Exception failure) {
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                return Outcome.FORGOTTEN;
            }
            log.debug("{}: the outcome of a commit could not be asked yet", host.label(), MaskedCause.of(failure));
            return Outcome.RUNNING;
        }
    }

    private static Role role(Engine engine, SqlSession session) throws Exception {
        Optional<Roles> roles = engine.roles();
        return roles.isPresent() ? roles.get().role(session) : Role.UNKNOWN;
    }

    private boolean paused(Duration pause) {
        try {
            host.time().pauser().pause(pause);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
