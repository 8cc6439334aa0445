package io.holdfast.schema.run;

import io.holdfast.schema.plan.Step;
import io.holdfast.schema.plan.Step.Direction;
import io.holdfast.schema.script.ScriptStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds what is lost by undoing: rows of tables, and values of columns, that are there now and would be gone. */
final class DataLoss {
    private static final String PART = "(?:\"(?:[^\"]|\"\")+\"|`[^`]+`|\\[[^\\]]+\\]|[\\p{L}\\p{N}_$]+)";
    private static final String NAME = "(" + PART + "(?:\\s*\\.\\s*" + PART + ")?)";
    private static final Pattern TABLE =
            pattern("drop\\s+(?:foreign\\s+)?table\\s+(?:if\\s+exists\\s+)?(.*?)(?:\\s+cascade|\\s+restrict)?");
    private static final Pattern COLUMNS =
            pattern("alter\\s+(?:foreign\\s+)?table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?" + NAME + "\\s+(.*)");
    private static final Pattern COLUMN =
            pattern("drop\\s+(?:column\\s+)?(?:if\\s+exists\\s+)?(" + PART + ")(?:\\s+cascade|\\s+restrict)?");
    private static final Pattern DELETED = pattern("delete\\s+from\\s+(?:only\\s+)?" + NAME + "\\b.*");
    private static final Pattern TRUNCATED = pattern(
            "truncate\\s+(?:table\\s+)?(?:only\\s+)?(.*?)(?:\\s+(?:restart|continue)\\s+identity)?(?:\\s+cascade|\\s+restrict)?");
    private static final Pattern WHOLE = pattern("drop\\s+(?:schema|database|owned)\\b.*");
    private static final Pattern WITH_OTHERS = pattern("drop\\s+(?:type|domain|extension)\\b.*\\bcascade");
    private static final Pattern HIDDEN = pattern("(?:do|call)\\b.*|with\\b.*\\bdelete\\b.*");
    private static final Pattern OTHER_DROPS = pattern("drop\\s+(?:constraint|not|default|identity|expression)\\b.*");
    private static final Pattern MOVES = pattern("set\\b.*|alter\\b.*\\brename\\b.*|.*\\bset_config\\b.*");

    private final Connection connection;

    DataLoss(Connection connection) {
        this.connection = connection;
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    /** What {@code steps} would lose, in words. */
    List<String> of(List<Step> steps) throws SQLException {
        List<String> losses = new ArrayList<>();
        for (Step step : steps) {
            if (step.direction() == Direction.DOWN) {
                boolean moved = false;
                for (ScriptStatement statement : step.script().statements()) {
                    String sql = statement.plain();
                    moved |= MOVES.matcher(sql).matches();
                    for (String loss : moved ? movedLosses(sql) : of(sql)) {
                        losses.add("%s:%d: %s".formatted(step.file().script(), statement.line(), loss));
                    }
                }
            }
        }
        return losses;
    }

    /** Behind a statement that makes names mean something else, what a name means cannot be looked at. */
    private List<String> movedLosses(String sql) throws SQLException {
        boolean drops = Stream.of(TABLE, DELETED, TRUNCATED, WHOLE, WITH_OTHERS, HIDDEN)
                .anyMatch(pattern -> pattern.matcher(sql).matches());
        boolean dropsColumns = COLUMNS.matcher(sql).matches() && !columns(sql).isEmpty();
        return drops || dropsColumns ? List.of(unseen(sql)) : List.of();
    }

    private static String unseen(String sql) {
        String begin = sql.length() > 60 ? sql.substring(0, 60) + " …" : sql;
        return "what \"%s\" takes away, which cannot be looked at before".formatted(begin);
    }

    private List<String> of(String sql) throws SQLException {
        List<String> losses = new ArrayList<>();
        Matcher table = TABLE.matcher(sql);
        Matcher deleted = DELETED.matcher(sql);
        Matcher truncated = TRUNCATED.matcher(sql);
        if (table.matches() || truncated.matches()) {
            for (String name : (table.matches() ? table : truncated).group(1).split(",")) {
                addIf(losses, isThere(name.strip(), "1 = 1"), "the rows of " + name.strip());
            }
        } else if (COLUMNS.matcher(sql).matches()) {
            for (String column : columns(sql)) {
                String owner = owner(sql);
                addIf(losses, isThere(owner, column + " is not null"), "the values of %s.%s".formatted(owner, column));
            }
        } else if (deleted.matches()) {
            addIf(losses, isThere(deleted.group(1), "1 = 1"), "rows of " + deleted.group(1));
        } else if (WHOLE.matcher(sql).matches()
                || WITH_OTHERS.matcher(sql).matches()
                || HIDDEN.matcher(sql).matches()) {
            losses.add(unseen(sql));
        }
        return losses;
    }

    private static String owner(String sql) {
        Matcher columns = COLUMNS.matcher(sql);
        return columns.matches() ? columns.group(1) : "";
    }

    /** The columns that a change of a table drops. */
    private static List<String> columns(String sql) {
        Matcher columns = COLUMNS.matcher(sql);
        List<String> dropped = new ArrayList<>();
        if (columns.matches()) {
            for (String part : columns.group(2).split(",")) {
                Matcher column = COLUMN.matcher(part.strip());
                if (column.matches() && !OTHER_DROPS.matcher(part.strip()).matches()) {
                    dropped.add(column.group(1));
                }
            }
        }
        return dropped;
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
