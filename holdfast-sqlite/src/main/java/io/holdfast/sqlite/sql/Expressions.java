package io.holdfast.sqlite.sql;

import io.holdfast.engine.Expression;
import io.holdfast.engine.Value;
import io.holdfast.sqlite.sql.Token.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What an expression in SQLite's SQL means; empty where any part of it is not surely understood. */
public final class Expressions {
    private final String table;
    private final List<String> columns;

    /**
     * Expressions about one table.
     *
     * @param table the table's name
     * @param columns the names of its columns, as declared
     */
    public Expressions(String table, List<String> columns) {
        this.table = table;
        this.columns = List.copyOf(columns);
    }

    /** The meaning of {@code sql}. */
    public Optional<Expression> meaning(String sql) {
        try {
            return Optional.of(new ExpressionParser(new Words(sql), table, columns).parse());
        } catch (NotUnderstoodException e) {
            return Optional.empty();
        }
    }

    /** The meaning of a default: there are no columns in it, and a name alone is a text, as in SQLite. */
    public static Optional<Expression> ofDefault(String sql) {
        var words = new Words(sql);
        Token first = words.next();
        boolean name = first.kind() == Kind.QUOTED || (first.kind() == Kind.WORD && !Literals.isKeyword(first));
        if (name && words.atEnd()) {
            byte[] text = first.unquoted().getBytes(StandardCharsets.UTF_8);
            return Optional.of(new Expression.Literal(new Value.Text(text)));
        }
        return new Expressions("", List.of()).meaning(sql);
    }
}
