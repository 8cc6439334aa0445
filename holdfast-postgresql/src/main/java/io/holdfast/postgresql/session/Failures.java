package io.holdfast.postgresql.session;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Sorts what the driver throws.
 *
 * <p>The driver reports a certificate that cannot be trusted as a broken connection (08006), which would be retried
 * forever; so the chain of causes is read first, and the SQLSTATE is believed after it. The same code means different
 * things before, in and after a transaction; the phase decides what may be done again.
 */
public final class Failures {
    private static final int DEEPEST = 20;
    private static final String TLS_HINT =
            "check the certificate; sslrootcert=FILE in the address names the authority to trust";

    private Failures() {}

    /** What {@code failure} means in {@code phase}; never throws. */
    public static Failure classify(Throwable failure, Phase phase) {
        List<Throwable> chain = chain(failure);
        for (Throwable each : chain) {
            if (each instanceof HoldfastException known) {
                return known.failure();
            }
        }
        Optional<Failure> tls = tls(chain);
        return tls.isPresent() ? tls.get() : bySqlState(chain, phase);
    }

    /** The failure, its causes and the exceptions chained to it, nearest first. */
    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> found = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        ArrayDeque<Throwable> waiting = new ArrayDeque<>(List.of(failure));
        while (!waiting.isEmpty() && found.size() < DEEPEST) {
            Throwable next = waiting.removeFirst();
            if (!seen.add(next)) {
                continue;
            }
            found.add(next);
            if (next.getCause() != null) {
                waiting.add(next.getCause());
            }
            if (next instanceof SQLException sql && sql.getNextException() != null) {
                waiting.add(sql.getNextException());
            }
        }
        return found;
    }

    private static Optional<Failure> tls(List<Throwable> chain) {
        boolean distrusted = chain.stream().anyMatch(Failures::isAboutTrust);
        if (distrusted) {
            return Optional.of(
                    Failure.of(ErrorKind.TLS, "the encrypted connection to the PostgreSQL server could not be trusted")
                            .withHint(TLS_HINT));
        }
        boolean absent = chain.stream()
                .anyMatch(each -> each instanceof PSQLException && message(each).contains("does not support SSL"));
        return absent
                ? Optional.of(Failure.of(ErrorKind.TLS, "the PostgreSQL server does not offer encryption")
                        .withHint("switch TLS on at the server, or write sslmode=disable in the address"))
                : Optional.empty();
    }

    private static boolean isAboutTrust(Throwable each) {
        String message = message(each);
        return each instanceof SSLException
                || each instanceof GeneralSecurityException
                || each instanceof FileNotFoundException
                || (each instanceof PSQLException
                        && (message.startsWith("SSL error")
                                || message.contains("hostnameverifier")
                                || message.contains("could not be verified")
                                || message.contains("SSL root certificate")
                                || message.contains("SSL certificate")));
    }

    private static String message(Throwable each) {
        return String.valueOf(each.getMessage());
    }

    private static Failure bySqlState(List<Throwable> chain, Phase phase) {
        SQLException sql = firstWithState(chain);
        String state = sql == null ? null : sql.getSQLState();
        SqlStates.Meaning meaning = SqlStates.of(state);
        if (isTimeout(chain) && (meaning == null || meaning.kind() == ErrorKind.CONNECTION)) {
            meaning = new SqlStates.Meaning(
                    ErrorKind.CONNECTION,
                    "the PostgreSQL server did not answer in time",
                    "check that the server is healthy and the network between is open");
        } else if (chain.stream().anyMatch(UnknownHostException.class::isInstance)) {
            meaning = new SqlStates.Meaning(
                    ErrorKind.CONNECTION,
                    "the host of the PostgreSQL server is not known",
                    "correct the host's name in the address");
        } else if (meaning == null && chain.stream().anyMatch(Failures::isBrokenPipe)) {
            meaning = SqlStates.of("08006");
        }
        if (meaning == null) {
            return Failure.of(ErrorKind.INTERNAL, "PostgreSQL or its driver failed in a way that nobody foresaw")
                    .withHint("look at the cause in the log")
                    .withRetry(RetryClass.NEVER)
                    .withCodes(state, null);
        }
        return inPhase(meaning, phase, where(sql)).withCodes(state, null);
    }

    private static @Nullable SQLException firstWithState(List<Throwable> chain) {
        for (Throwable each : chain) {
            if (each instanceof SQLException sql && sql.getSQLState() != null) {
                return sql;
            }
        }
        return null;
    }

    private static boolean isTimeout(List<Throwable> chain) {
        return chain.stream()
                .anyMatch(each -> each instanceof SocketTimeoutException
                        || (each instanceof SQLException && message(each).contains("Connection attempt timed out")));
    }

    private static boolean isBrokenPipe(Throwable each) {
        return each instanceof SocketException || each instanceof EOFException;
    }

    /** Names of tables, columns and constraints help, and are no values. */
    private static String where(@Nullable SQLException sql) {
        ServerErrorMessage server = sql instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        if (server == null) {
            return "";
        }
        StringBuilder where = new StringBuilder();
        append(where, " in table ", server.getTable());
        append(where, ", column ", server.getColumn());
        append(where, ", constraint ", server.getConstraint());
        return where.toString();
    }

    private static void append(StringBuilder text, String label, @Nullable String name) {
        if (name != null && !name.isEmpty()) {
            text.append(label).append(name);
        }
    }

    private static Failure inPhase(SqlStates.Meaning meaning, Phase phase, String where) {
        boolean lost = meaning.kind() == ErrorKind.CONNECTION;
        if (meaning.kind() == ErrorKind.OUTCOME_UNKNOWN || (lost && phase == Phase.COMMIT)) {
            return Failure.of(
                            ErrorKind.OUTCOME_UNKNOWN,
                            meaning.sentence() + ", so it is not known whether it took effect")
                    .withHint("look at the data before the work is done again");
        }
        Failure failure = Failure.of(meaning.kind(), meaning.sentence() + where).withHint(meaning.hint());
        return lost && phase != Phase.CONNECT ? failure.withRetry(RetryClass.REPLAY_ON_NEW_CONNECTION) : failure;
    }
}
