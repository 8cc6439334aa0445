package io.holdfast.sqlite.schema;

import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Generated;
import io.holdfast.engine.SchemaModel.Identity;
import io.holdfast.engine.SchemaModel.Sql;
import io.holdfast.sqlite.schema.Pragmas.ColumnRow;
import io.holdfast.sqlite.sql.Expressions;
import io.holdfast.sqlite.sql.TableDeclaration;
import io.holdfast.sqlite.sql.TableDeclaration.ColumnDeclaration;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the columns of one table. */
final class ColumnReading {
    private static final int COMPUTED_WHEN_WRITTEN = 3;

    private final Pragmas pragmas;
    private final String table;
    private final TableDeclaration declaration;
    private final Expressions expressions;

    ColumnReading(Pragmas pragmas, String table, TableDeclaration declaration, Expressions expressions) {
        this.pragmas = pragmas;
        this.table = table;
        this.declaration = declaration;
        this.expressions = expressions;
    }

    List<Column> read(List<ColumnRow> rows, Optional<ColumnRow> rowid) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (ColumnRow row : rows) {
            columns.add(column(row, rowid.filter(row::equals).isPresent()));
        }
        return List.copyOf(columns);
    }

    private Column column(ColumnRow row, boolean rowid) throws SQLException {
        ColumnDeclaration said = declaration.column(row.name());
        String declared = typeOf(row);
        return new Column(
                row.name(),
                declared,
                DeclaredTypes.of(declared),
                row.notNull() || rowid,
                row.defaultValue().map(text -> new Sql(text, Expressions.ofDefault(text))),
                generated(row, said),
                rowid ? Optional.of(identity(row.name())) : Optional.empty(),
                unusual(said.collation()));
    }

    /** SQLite before 3.31 kept the words of a computed column as part of its type. */
    private static String typeOf(ColumnRow row) {
        return row.type().replaceAll("(?i)\\s*\\bGENERATED\\s+ALWAYS$", "");
    }

    private Optional<Generated> generated(ColumnRow row, ColumnDeclaration said) {
        if (row.hidden() < 2) {
            return Optional.empty();
        }
        String text = said.generated().orElse("");
        var sql = new Sql(text, expressions.meaning(text));
        return Optional.of(new Generated(sql, row.hidden() == COMPUTED_WHEN_WRITTEN));
    }

    /**
     * How SQLite numbers the next row: one more than the highest there is, and with AUTOINCREMENT one more than the
     * highest there ever was (<a href="https://sqlite.org/autoinc.html">rules</a>).
     */
    private Identity identity(String column) throws SQLException {
        long highest = pragmas.highestRowid(table, column);
        if (declaration.autoincrement()) {
            highest = Math.max(highest, pragmas.highestRemembered(table));
        }
        return new Identity(highest == Long.MAX_VALUE ? highest : highest + 1, declaration.autoincrement());
    }

    static String unusual(String collation) {
        String name = collation.toUpperCase(Locale.ROOT);
        return name.equals("BINARY") ? "" : name;
    }
}
