package io.holdfast.schema.script;

import io.holdfast.engine.SqlToken;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One command of a list of commands.
 *
 * @param sql its text, an object of JSON
 * @param plain the same without white space
 * @param offset the place of its first character in the script, a byte order mark not counted
 * @param line the line of its first character, the first one being 1
 * @param name its first key
 */
record CommandStatement(String sql, String plain, int offset, int line, String name) implements ScriptStatement {
    @Override
    public List<String> words() {
        return List.of(name.toUpperCase(Locale.ROOT));
    }

    @Override
    public boolean mentions(String word) {
        return name.equalsIgnoreCase(word);
    }

    /** It has none of SQL. */
    @Override
    public List<SqlToken> tokens() {
        return List.of();
    }

    @Override
    public Optional<String> copyData() {
        return Optional.empty();
    }

    /** No command that may be in a list does. */
    @Override
    public boolean controlsTransaction() {
        return false;
    }

    @Override
    public int lineOf(int characters) {
        int most = sql.codePointCount(0, sql.length());
        int place = sql.offsetByCodePoints(0, Math.max(0, Math.min(characters, most)));
        return line - 1 + new Lines(sql).of(place);
    }
}
