package io.holdfast.postgresql.session;

import io.holdfast.engine.Deadlocks;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.Causes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/**
 * The server says in the detail of the failure which of its processes waited for which, a line for each: {@code Process 12
 * waits for ShareLock on transaction 34; blocked by process 56.} In whatever language it says so, the first number of a line
 * is who waits, and the last one is for whom; and only what makes a circle is believed.
 */
public final class PostgresqlDeadlocks implements Deadlocks {
    private static final Pattern LINE = Pattern.compile("\\D*(?<waits>\\d{1,10})\\D.*\\D(?<blocks>\\d{1,10})\\D*");

    @Override
    public long process(SqlSession session) throws SQLException {
        return session.connection().unwrap(PGConnection.class).getBackendPID();
    }

    @Override
    public List<Long> circle(Throwable failure) {
        return Causes.of(failure).stream()
                .filter(each -> each instanceof PSQLException driver
                        && PSQLState.DEADLOCK_DETECTED.getState().equals(driver.getSQLState()))
                .map(each -> ((PSQLException) each).getServerErrorMessage())
                .findFirst()
                .map(ServerErrorMessage::getDetail)
                .map(PostgresqlDeadlocks::read)
                .orElse(List.of());
    }

    static List<Long> read(String detail) {
        List<Long> circle = new ArrayList<>();
        Long expected = null;
        for (String line : detail.split("\\R")) {
            Matcher waiting = LINE.matcher(line);
            if (!waiting.matches() || !follows(expected, waiting.group("waits"))) {
                return List.of();
            }
            circle.add(Long.valueOf(waiting.group("waits")));
            expected = Long.valueOf(waiting.group("blocks"));
        }
        return circle.get(0).equals(expected) ? List.copyOf(circle) : List.of();
    }

    private static boolean follows(@Nullable Long expected, String waits) {
        return expected == null || expected.equals(Long.valueOf(waits));
    }
}
