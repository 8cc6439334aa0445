package io.holdfast.sqlite.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key of the row that a statement has inserted last. The driver can ask for it after every insert, which takes as long
 * as the insert; here it is asked for when somebody wants it: at once where that was said before, and else when the keys are
 * fetched, so that they are those of this statement as long as no other one has inserted meanwhile.
 */
final class LastKey {
    private static final Pattern INSERT =
            Pattern.compile("\\s*(insert|replace|with)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Connection driver;
    private @Nullable Statement statement;
    private @Nullable ResultSet asked;
    private String ran = "";

    LastKey(Connection driver) {
        this.driver = driver;
    }

    /** {@code sql} has run; {@code wanted} says whether its key will be fetched. */
    void ran(String sql, boolean wanted) throws SQLException {
        close();
        ran = sql;
        if (wanted) {
            asked = ask();
        }
    }

    /** The keys: one row, or none if the statement inserts nothing. */
    ResultSet keys() throws SQLException {
        ResultSet before = asked;
        if (before != null) {
            return before;
        }
        ResultSet now = ask();
        asked = now;
        return now;
    }

    private ResultSet ask() throws SQLException {
        Statement asking = driver.createStatement();
        statement = asking;
        return asking.executeQuery(
                "select last_insert_rowid()" + (INSERT.matcher(ran).matches() ? "" : " limit 0"));
    }

    void close() throws SQLException {
        ran = "";
        asked = null;
        Statement old = statement;
        if (old != null) {
            statement = null;
            old.close();
        }
    }
}
