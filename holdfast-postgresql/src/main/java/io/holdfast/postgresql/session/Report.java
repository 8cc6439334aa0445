package io.holdfast.postgresql.session;

import io.holdfast.error.ErrorKind;
import io.holdfast.postgresql.sqlstate.Course;
import io.holdfast.postgresql.sqlstate.Meaning;
import io.holdfast.postgresql.sqlstate.SqlStates;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/** What one exception of the driver says: a code, and perhaps the server's own message. */
record Report(SQLException exception) {
    private static final Set<String> FATAL = Set.of("FATAL", "PANIC");
    private static final Meaning ELSEWHERE = new Meaning(
            ErrorKind.CONNECTION,
            Course.LOST,
            "another server that the database works with could not be reached",
            "look at the foreign server's address in the database, and whether it runs");

    /** The nearest exception that has a code. */
    static Optional<Report> nearest(List<Throwable> causes) {
        return causes.stream()
                .filter(each -> each instanceof SQLException sql && sql.getSQLState() != null)
                .map(each -> new Report((SQLException) each))
                .findFirst();
    }

    @Nullable
    String state() {
        return exception.getSQLState();
    }

    /** What it means; empty where nobody foresaw it. */
    Optional<Meaning> meaning() {
        Optional<Meaning> meaning = SqlStates.of(state(), Network.message(exception));
        return meaning.map(each -> each.course() == Course.LOST && isAboutAnotherServer() ? ELSEWHERE : each);
    }

    /** A server that reports a lost connection, and waits for the next statement, has not lost this one. */
    private boolean isAboutAnotherServer() {
        return String.valueOf(state()).startsWith("08")
                && server().map(ServerErrorMessage::getSeverity)
                        .filter("ERROR"::equals)
                        .isPresent();
    }

    /** Whether the connection is gone: by its code, or because the server says that this was its last message. */
    boolean endsConnection() {
        return SqlStates.of(state())
                        .map(Meaning::course)
                        .filter(Course::endsConnection)
                        .isPresent()
                || server().map(ServerErrorMessage::getSeverity)
                        .filter(FATAL::contains)
                        .isPresent();
    }

    /** A failed transaction refuses every statement; the driver knows the error that made it fail. */
    Optional<Meaning> swallowed(List<Throwable> causes) {
        if (!PSQLState.IN_FAILED_SQL_TRANSACTION.getState().equals(state())) {
            return Optional.empty();
        }
        Optional<Report> first = causes.stream()
                .filter(SQLException.class::isInstance)
                .map(each -> new Report((SQLException) each))
                .filter(each -> each.state() != null && !each.state().equals(state()))
                .findFirst();
        return first.flatMap(Report::meaning)
                .flatMap(cause -> meaning()
                        .map(said -> said.saying(said.sentence() + ": " + cause.sentence()
                                + first.map(Report::where).orElse(""))));
    }

    /** Names of tables, columns and constraints help, and are no values. */
    String where() {
        return server().map(Report::where).orElse("");
    }

    private static String where(ServerErrorMessage server) {
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

    private Optional<ServerErrorMessage> server() {
        return exception instanceof PSQLException driver
                ? Optional.ofNullable(driver.getServerErrorMessage())
                : Optional.empty();
    }
}
