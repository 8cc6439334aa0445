package io.holdfast.postgresql;

import io.holdfast.engine.DataType;
import io.holdfast.engine.DataType.Base;
import io.holdfast.engine.Expression;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Key;
import io.holdfast.engine.SchemaModel.Sql;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.engine.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Short words for pieces of a model. */
final class Models {
    private Models() {}

    static Column column(String name, DataType type) {
        return new Column(name, "", type, false, Optional.empty(), Optional.empty(), Optional.empty(), "");
    }

    static Column column(String name, Base base) {
        return column(name, DataType.of(base));
    }

    static Table table(String name, Column... columns) {
        return table(name, Optional.empty(), columns);
    }

    static Table table(String name, Optional<Key> primaryKey, Column... columns) {
        return new Table(name, List.of(columns), primaryKey, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    static SchemaModel model(Table... tables) {
        return new SchemaModel(List.of(tables), List.of());
    }

    static Sql sql(Expression meaning) {
        return new Sql("as declared", Optional.of(meaning));
    }

    static Value text(String text) {
        return new Value.Text(text.getBytes(StandardCharsets.UTF_8));
    }
}
