package io.holdfast.sqlite.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
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
    /** It writes, and has rows to tell of it. */
    RETURNS,
    /** It sets a savepoint, or ends one. */
    SAVEPOINT,
    /** It begins or ends a transaction. */
    TRANSACTION;

    private static final Pattern RETURNING = Pattern.compile("returning", Pattern.CASE_INSENSITIVE);

    /** These write with a value, and without one only tell. */
    private static final Set<String> WRITING_WITH_VALUE = Set.of(
            "APPLICATION_ID",
            "AUTO_VACUUM",
            "DEFAULT_CACHE_SIZE",
            "ENCODING",
            "JOURNAL_MODE",
            "SCHEMA_VERSION",
            "USER_VERSION");

    private static final Set<String> WRITING_ALWAYS = Set.of("INCREMENTAL_VACUUM", "OPTIMIZE", "WAL_CHECKPOINT");

    /** SQLite skips it where a text begins. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

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
        return of(Tokenizer.tokens(sql.replace(BYTE_ORDER_MARK, ' ')));
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
            case "insert", "update", "delete", "replace" ->
                RETURNING.matcher(sql).find() ? null : WRITES;
            case "create", "drop", "alter" -> WRITES;
            default -> null;
        };
    }

    private static StatementKind of(List<Token> tokens) {
        StatementKind strongest = READS;
        int at = 0;
        while (tokens.get(at).kind() != Token.Kind.END) {
            int end = end(tokens, at);
            if (end > at) {
                StatementKind kind = of(tokens.subList(at, end), tokens.get(at));
                strongest = kind.compareTo(strongest) > 0 ? kind : strongest;
            }
            at = tokens.get(end).kind() == Token.Kind.END ? end : end + 1;
        }
        return strongest;
    }

    /** Where the statement ends that begins at {@code from}; the body of a trigger has semicolons of its own. */
    private static int end(List<Token> tokens, int from) {
        boolean trigger = isTrigger(tokens, from);
        int at = from;
        while (tokens.get(at).kind() != Token.Kind.END) {
            boolean semicolon = tokens.get(at).isSymbol(";");
            if (semicolon && (!trigger || (at > from && tokens.get(at - 1).is("end") && isBodyEnd(tokens, at)))) {
                return at;
            }
            at++;
        }
        return at;
    }

    /** Whether the {@code end} before the semicolon at {@code at} stands behind another one: a case does not. */
    private static boolean isBodyEnd(List<Token> tokens, int at) {
        return at >= 2 && tokens.get(at - 2).isSymbol(";");
    }

    private static boolean isTrigger(List<Token> tokens, int from) {
        int at = from;
        if (tokens.get(at).is("explain")) {
            at += tokens.get(at + 1).is("query") ? 3 : 1;
        }
        if (at >= tokens.size() || !tokens.get(at).is("create")) {
            return false;
        }
        Token next = tokens.get(at + 1);
        return next.is("trigger")
                || ((next.is("temp") || next.is("temporary"))
                        && tokens.get(at + 2).is("trigger"));
    }

    private static StatementKind of(List<Token> statement, Token first) {
        if (first.kind() != Token.Kind.WORD) {
            return WRITES;
        }
        return switch (first.keyword()) {
            case "SELECT", "VALUES", "EXPLAIN" -> READS;
            case "PRAGMA" -> pragma(statement);
            case "WITH" -> changes(statement) ? writing(statement) : READS;
            case "INSERT", "UPDATE", "DELETE", "REPLACE" -> writing(statement);
            case "SAVEPOINT", "RELEASE" -> SAVEPOINT;
            case "ROLLBACK" -> statement.stream().anyMatch(token -> token.is("to")) ? SAVEPOINT : TRANSACTION;
            case "BEGIN", "COMMIT", "END" -> TRANSACTION;
            default -> WRITES;
        };
    }

    private static StatementKind writing(List<Token> statement) {
        return statement.stream().anyMatch(token -> token.is("returning")) ? RETURNS : WRITES;
    }

    /** Its name may have the name of a database before it. */
    private static StatementKind pragma(List<Token> statement) {
        int name = statement.size() > 3 && statement.get(2).isSymbol(".") ? 3 : 1;
        if (name >= statement.size()) {
            return SETTING;
        }
        String word = statement.get(name).unquoted().toUpperCase(Locale.ROOT);
        boolean hasValue = statement.size() > name + 1;
        return WRITING_ALWAYS.contains(word) || (hasValue && WRITING_WITH_VALUE.contains(word)) ? WRITES : SETTING;
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
        return this == WRITES || this == RETURNS;
    }
}
