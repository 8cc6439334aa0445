package io.holdfast.sqlite.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prepared statements of one connection that wait to be used again: to prepare one takes longer than to run it.
 *
 * <p>A statement with a star is not kept. The driver notes the columns when it prepares a statement, and SQLite by itself
 * gives others once the table has been changed; one that names its columns keeps them.
 *
 * <p>One thread at a time.
 */
final class StatementCache {
    private static final int SIZE = 64;

    private final Map<String, PreparedStatement> idle = new LinkedHashMap<>(SIZE, 0.75f, true);

    /** The statement of {@code sql}, which is not here until it is given back; null if there is none. */
    @Nullable
    PreparedStatement take(String sql) {
        return idle.remove(sql);
    }

    /** Keeps {@code statement}, which has no open rows; another one of the same text, or the oldest, is closed for it. */
    void give(String sql, PreparedStatement statement) throws SQLException {
        if (statement.isClosed() || sql.replace("count(*)", "").indexOf('*') >= 0) {
            statement.close();
            return;
        }
        statement.clearParameters();
        statement.clearBatch();
        PreparedStatement other = idle.put(sql, statement);
        if (other == null && idle.size() > SIZE) {
            var oldest = idle.entrySet().iterator();
            other = oldest.next().getValue();
            oldest.remove();
        }
        if (other != null) {
            other.close();
        }
    }

    /** Closes them all. */
    void clear() throws SQLException {
        for (PreparedStatement statement : idle.values()) {
            statement.close();
        }
        idle.clear();
    }
}
