package io.holdfast.pool.lending;

import io.holdfast.engine.Commits;
import io.holdfast.engine.Commits.Outcome;
import io.holdfast.engine.Roles.Role;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import io.holdfast.log.Log;
import io.holdfast.resilience.Deadline;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransactionRollbackException;
import java.util.Optional;

/**
 * Commits that say what became of them: a commit whose answer is lost is looked for at the server, and returns normally
 * if it took effect, fails as rolled back if it did not, and as unknown only where nobody can tell.
 */
final class HonestCommits {
    private static final Log log = Log.of(HonestCommits.class);

    /** The standard's codes: the transaction was rolled back; its outcome is unknown. */
    private static final String ROLLED_BACK = "40000";

    private static final String UNKNOWN = "08007";

    private final PoolHost host;
    private final Optional<Commits> capability;

    HonestCommits(PoolHost host) {
        this.host = host;
        this.capability = host.engine().commits();
    }

    /** Commits what is open on {@code connection}. */
    void commit(PhysicalConnection connection) throws SQLException {
        if (capability.isPresent()) {
            commit(connection, capability.get());
        } else {
            connection.target().commit();
        }
    }

    /** Commits what is open because the caller turns to statements that are transactions of their own. */
    void finish(PhysicalConnection connection) throws SQLException {
        if (capability.isPresent()) {
            commit(connection, capability.get());
        }
    }

    private void commit(PhysicalConnection connection, Commits commits) throws SQLException {
        Optional<String> ticket = ticket(connection, commits);
        Role before = host.role();
        try {
            connection.target().commit();
        } catch (SQLException failure) {
            if (host.engine().classify(failure, Phase.COMMIT).kind() != ErrorKind.OUTCOME_UNKNOWN) {
                throw failure;
            }
            connection.breakDown();
            settle(failure, ticket, before, commits, connection.deadline());
        }
    }

    /** A failure here comes before the commit: the transaction has certainly not taken effect. */
    private Optional<String> ticket(PhysicalConnection connection, Commits commits) throws SQLException {
        try {
            return commits.ticket(connection.session());
        } catch (Exception failure) {
            throw beforeCommit(failure);
        }
    }

    private SQLException beforeCommit(Exception failure) {
        Failure sorted = host.engine()
                .classify(failure, Phase.BODY)
                .during("commit", host.config().name());
        return new SQLException(sorted.sentence(), sorted.sqlState(), sorted.causedBy(failure));
    }

    private void settle(
            SQLException lost, Optional<String> ticket, Role before, Commits commits, Optional<Deadline> limit)
            throws SQLException {
        if (ticket.isEmpty() && host.engine().classify(lost, Phase.BODY).retry() == RetryClass.NEVER) {
            throw beforeCommit(lost); // it would end in the same way again
        }
        if (ticket.isEmpty()) {
            throw rolledBack("the connection broke at the commit of a transaction that had written nothing", lost);
        }
        host.failed(host.engine().classify(lost, Phase.BODY));
        Outcome outcome = new InDoubt(host, commits).of(ticket.get(), before, limit);
        log.info("{}: the answer to a commit was lost; transaction {}: {}", host.label(), ticket.get(), outcome);
        switch (outcome) {
            case COMMITTED -> {}
            case ROLLED_BACK -> throw rolledBack("the connection broke before the commit took effect", lost);
            default -> throw unknown(commits.advice(ticket.get()), lost);
        }
    }

    private SQLException rolledBack(String sentence, SQLException lost) {
        Failure failure = Failure.of(ErrorKind.CONNECTION, sentence)
                .withRetry(RetryClass.REPLAY_ON_NEW_CONNECTION)
                .withHint("run the whole transaction again; nothing of it is left")
                .withCodes(ROLLED_BACK, null)
                .during("commit", host.config().name());
        return new SQLTransactionRollbackException(failure.sentence(), ROLLED_BACK, failure.causedBy(lost));
    }

    private SQLException unknown(String advice, SQLException lost) {
        Failure failure = Failure.of(
                        ErrorKind.OUTCOME_UNKNOWN,
                        "the connection to %s broke at a commit, and nobody can tell whether the transaction took effect"
                                .formatted(host.label()))
                .withHint("look at the data before the work is done again; " + advice)
                .withCodes(UNKNOWN, null)
                .during("commit", host.config().name());
        return new SQLNonTransientConnectionException(failure.sentence(), UNKNOWN, failure.causedBy(lost));
    }
}
