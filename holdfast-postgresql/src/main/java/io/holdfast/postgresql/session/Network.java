package io.holdfast.postgresql.session;

import io.holdfast.error.ErrorKind;
import io.holdfast.postgresql.sqlstate.Course;
import io.holdfast.postgresql.sqlstate.Meaning;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What the network's own exceptions say; the driver wraps them in an SQLSTATE that says less, or in none. */
final class Network {
    private static final Meaning SILENT = lost(
            "the PostgreSQL server did not answer in time",
            "check that the server is healthy and the network between is open");
    private static final Meaning NO_HOST =
            lost("the host of the PostgreSQL server is not known", "correct the host's name in the address");
    private static final Meaning BROKEN = lost(
            "the connection to the PostgreSQL server broke",
            "check that the server runs and can be reached, then try again");

    private Network() {}

    /** What is known better than any SQLSTATE could say it. */
    static Optional<Meaning> precise(List<Throwable> causes) {
        if (causes.stream().anyMatch(Network::isSilence)) {
            return Optional.of(SILENT);
        }
        return causes.stream().anyMatch(UnknownHostException.class::isInstance)
                ? Optional.of(NO_HOST)
                : Optional.empty();
    }

    /** The meaning where the network failed at all. */
    static Optional<Meaning> any(List<Throwable> causes) {
        return precise(causes)
                .or(() -> causes.stream()
                        .filter(each -> isBroken(each) || each instanceof SSLException)
                        .findFirst()
                        .map(each -> BROKEN));
    }

    /** Whether {@code cause} is the network's failure. */
    static boolean isBroken(Throwable cause) {
        return cause instanceof SocketException
                || cause instanceof EOFException
                || cause instanceof UnknownHostException
                || isSilence(cause);
    }

    private static boolean isSilence(Throwable cause) {
        return cause instanceof SocketTimeoutException
                || (cause instanceof SQLException && message(cause).contains("Connection attempt timed out"));
    }

    static String message(Throwable cause) {
        return String.valueOf(cause.getMessage());
    }

    private static Meaning lost(String sentence, String hint) {
        return new Meaning(ErrorKind.CONNECTION, Course.LOST, sentence, hint);
    }
}
