package io.holdfast.postgresql.session;

import io.holdfast.error.Causes;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import io.holdfast.postgresql.sqlstate.Course;
import io.holdfast.postgresql.sqlstate.Meaning;
import io.holdfast.postgresql.sqlstate.SqlStates;
import io.holdfast.postgresql.tls.PostgresqlTls;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sorts what the driver throws.
 *
 * <p>The driver reports a certificate that cannot be trusted as a broken connection (08006), which would be retried
 * forever; so the causes are read first, and the SQLSTATE is believed after them. The same code means different things
 * before, in and after a transaction; the phase decides what may be done again. A commit that shows a lost connection
 * anywhere among its causes is never taken for one that certainly failed. What holds no exception of the driver is none
 * of the database's failures: the caller's work may talk to other servers, too.
 */
public final class Failures {
    private static final Set<ErrorKind> OF_THE_CONNECTION =
            Set.of(ErrorKind.CONNECTION, ErrorKind.OUTCOME_UNKNOWN, ErrorKind.TLS, ErrorKind.AUTHENTICATION);

    /** Work that goes on without this connection. */
    private static final Set<RetryClass> ELSEWHERE = Set.of(RetryClass.REPLAY_ON_NEW_CONNECTION, RetryClass.RESOLVE);

    private Failures() {}

    /** What {@code failure} means in {@code phase}; never throws. */
    public static Failure classify(Throwable failure, Phase phase) {
        List<Throwable> causes = Causes.of(failure);
        for (Throwable each : causes) {
            if (each instanceof HoldfastException known) {
                return known.failure();
            }
        }
        if (causes.stream().noneMatch(SQLException.class::isInstance)) {
            return SqlStates.UNKNOWN.in(phase, "");
        }
        return PostgresqlTls.failure(causes, phase).orElseGet(() -> sorted(causes, phase));
    }

    /** Whether a connection is of no more use after {@code failure}. Damaged data do no harm to a connection. */
    public static boolean breaksConnection(Failure failure) {
        return OF_THE_CONNECTION.contains(failure.kind())
                || ELSEWHERE.contains(failure.retry())
                || SqlStates.of(failure.sqlState())
                        .map(Meaning::course)
                        .filter(Course::endsConnection)
                        .isPresent();
    }

    private static Failure sorted(List<Throwable> causes, Phase phase) {
        Optional<Report> report = Report.nearest(causes);
        Meaning meaning = meaning(report, causes);
        if (phase == Phase.COMMIT && endedAnywhere(causes)) {
            meaning = meaning.inDoubt();
        }
        @Nullable String state = report.map(Report::state).orElse(null);
        return meaning.in(phase, report.map(Report::where).orElse("")).withCodes(state, null);
    }

    private static Meaning meaning(Optional<Report> report, List<Throwable> causes) {
        Optional<Meaning> said = report.flatMap(Report::meaning);
        if (said.isEmpty()) {
            return Network.any(causes).orElse(SqlStates.UNKNOWN);
        }
        Optional<Meaning> better =
                said.get().course() == Course.LOST ? Network.precise(causes) : Optional.<Meaning>empty();
        return better.orElseGet(() -> report.get().swallowed(causes).orElse(said.get()));
    }

    private static boolean endedAnywhere(List<Throwable> causes) {
        return Network.any(causes).isPresent()
                || causes.stream()
                        .filter(SQLException.class::isInstance)
                        .map(each -> new Report((SQLException) each))
                        .anyMatch(Report::endsConnection);
    }
}
