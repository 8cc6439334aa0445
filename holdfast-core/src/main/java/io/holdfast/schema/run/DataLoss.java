package io.holdfast.schema.run;

import io.holdfast.schema.plan.Step;
import io.holdfast.schema.script.ScriptStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what is lost by undoing: rows of tables, and values of columns, that are there now and would be gone. */
final class DataLoss {
    private static final String NAME = "((?:\"[^\"]+\"|[\\w$]+)(?:\\s*\\.\\s*(?:\"[^\"]+\"|[\\w$]+))?)";
    private static final Pattern TABLE =
            pattern("drop\\s+table\\s+(?:if\\s+exists\\s+)?(.*?)(?:\\s+cascade|\\s+restrict)?");
    private static final Pattern COLUMNS =
            pattern("alter\\s+table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?" + NAME + "\\s+(.*)");
    private static final Pattern COLUMN =
            pattern("drop\\s+(?:column\\s+)?(?:if\\s+exists\\s+)?(\"[^\"]+\"|[\\w$]+)(?:\\s+cascade|\\s+restrict)?");
    private static final Pattern ROWS =
            pattern("(?:delete\\s+from|truncate(?:\\s+table)?)\\s+(?:only\\s+)?" + NAME + ".*");
    private static final Pattern WHOLE = pattern("drop\\s+(?:schema|database)\\s+(?:if\\s+exists\\s+)?" + NAME + ".*");
    private static final Pattern OTHER_DROPS = pattern("drop\\s+(?:constraint|not|default|identity|expression)\\b.*");

    private final Connection connection;

    DataLoss(Connection connection) {
        this.connection = connection;
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** What {@code steps} would lose, in words. */
    List<String> of(List<Step> steps) throws SQLException {
        List<String> losses = new ArrayList<>();
        for (Step step : steps) {
            for (ScriptStatement statement : step.script().statements()) {
                for (String loss : of(statement.sql().strip())) {
                    losses.add("%s:%d: %s".formatted(step.file().script(), statement.line(), loss));
                }
            }
        }
        return losses;
    }

    private List<String> of(String sql) throws SQLException {
        List<String> losses = new ArrayList<>();
        Matcher table = TABLE.matcher(sql);
        Matcher columns = COLUMNS.matcher(sql);
        Matcher rows = ROWS.matcher(sql);
        Matcher whole = WHOLE.matcher(sql);
        if (table.matches()) {
            for (String name : table.group(1).split(",")) {
                addIf(losses, isThere(name.strip(), "1 = 1"), "the rows of " + name.strip());
            }
        } else if (columns.matches()) {
            for (String part : columns.group(2).split(",")) {
                Matcher column = COLUMN.matcher(part.strip());
                if (column.matches() && !OTHER_DROPS.matcher(part.strip()).matches()) {
                    addIf(
                            losses,
                            isThere(columns.group(1), column.group(1) + " is not null"),
                            "the values of %s.%s".formatted(columns.group(1), column.group(1)));
                }
            }
        } else if (rows.matches()) {
            addIf(losses, isThere(rows.group(1), "1 = 1"), "rows of " + rows.group(1));
        } else if (whole.matches()) {
            losses.add("everything in " + whole.group(1));
        }
        return losses;
    }

    private static void addIf(List<String> losses, boolean there, String what) {
        if (there) {
            losses.add(what);
        }
    }

    /** What is not there cannot be lost: the undo itself will say that it is missing. */
    private boolean isThere(String table, String condition) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer =
                        statement.executeQuery("select 1 from %s where %s limit 1".formatted(table, condition))) {
            return answer.next();
        } catch (SQLException missing) {
            if (isMissing(missing)) {
                return false;
            }
            throw missing;
        }
    }

    /** By SQLSTATE, or by SQLite's words, which has no code for it. */
    private static boolean isMissing(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        String message = String.valueOf(failure.getMessage());
        return state.equals("42P01")
                || state.equals("42703")
                || state.equals("3F000")
                || message.contains("no such table")
                || message.contains("no such column");
    }
}
