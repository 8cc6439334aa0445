package io.holdfast.sqlite.sql;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a text of SQL does, as far as its first words tell; the strongest of its parts where there are several. The driver
 * does not show what SQLite knows of a statement.
 */
public enum StatementKind {
    /** It only reads. */
    READS,
    /** It asks or sets something of the connection or the file. */
    SETTING,
    /** It writes, or may. */
    WRITES,
    /** It sets a savepoint, or ends one. */
    SAVEPOINT,
    /** It begins or ends a transaction. */
    TRANSACTION;

    /** The kind of {@code sql}. */
    public static StatementKind of(String sql) {
        int end = sql.indexOf(';');
        boolean single = end < 0 || isBlankFrom(sql, end + 1);
        if (single) {
            StatementKind plain = plain(sql);
            if (plain != null) {
                return plain;
            }
        }
        return of(Tokenizer.tokens(sql));
    }

    /** By the first word alone, without reading on; null where that does not tell. */
    private static @Nullable StatementKind plain(String sql) {
        int from = 0;
        while (from < sql.length() && Character.isWhitespace(sql.charAt(from))) {
            from++;
        }
        int to = from;
        while (to < sql.length() && Character.isLetter(sql.charAt(to))) {
            to++;
        }
        return switch (sql.substring(from, to).toLowerCase(Locale.ROOT)) {
            case "select", "values" -> READS;
            case "insert", "update", "delete", "replace", "create", "drop", "alter" -> WRITES;
            case "pragma" -> SETTING;
            default -> null;
        };
    }

    private static StatementKind of(List<Token> tokens) {
        StatementKind strongest = READS;
        int at = 0;
        while (tokens.get(at).kind() != Token.Kind.END) {
            int end = at;
            while (tokens.get(end).kind() != Token.Kind.END && !tokens.get(end).isSymbol(";")) {
                end++;
            }
            if (end > at) {
                StatementKind kind = of(tokens.subList(at, end), tokens.get(at));
                strongest = kind.compareTo(strongest) > 0 ? kind : strongest;
                if (isTrigger(tokens.subList(at, end))) {
                    return strongest;
                }
            }
            at = tokens.get(end).kind() == Token.Kind.END ? end : end + 1;
        }
        return strongest;
    }

    /** Its body has statements and semicolons of its own. */
    private static boolean isTrigger(List<Token> statement) {
        return statement.get(0).is("create") && statement.stream().anyMatch(token -> token.is("trigger"));
    }

    private static StatementKind of(List<Token> statement, Token first) {
        if (first.kind() != Token.Kind.WORD) {
            return WRITES;
        }
        return switch (first.keyword()) {
            case "SELECT", "VALUES", "EXPLAIN" -> READS;
            case "PRAGMA" -> SETTING;
            case "WITH" -> changes(statement) ? WRITES : READS;
            case "SAVEPOINT", "RELEASE" -> SAVEPOINT;
            case "ROLLBACK" -> statement.stream().anyMatch(token -> token.is("to")) ? SAVEPOINT : TRANSACTION;
            case "BEGIN", "COMMIT", "END" -> TRANSACTION;
            default -> WRITES;
        };
    }

    /** These words are names of nothing else; {@code replace} is that of a function, too. */
    private static boolean changes(List<Token> statement) {
        for (int at = 1; at < statement.size(); at++) {
            Token token = statement.get(at);
            boolean word = token.is("insert") || token.is("update") || token.is("delete");
            if (word || (token.is("into") && statement.get(at - 1).is("replace"))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlankFrom(String sql, int from) {
        for (int at = from; at < sql.length(); at++) {
            if (!Character.isWhitespace(sql.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    /** Whether it may change the database. */
    public boolean mayWrite() {
        return this == WRITES;
    }
}
