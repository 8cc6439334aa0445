package io.holdfast.transfer.profile;

import io.holdfast.engine.DataType;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.Value;
import java.util.List;
import java.util.Optional;

/** Profiles of made-up columns. */
public final class Profiles {
    private Profiles() {}

    /** The profile of a column declared as {@code declared} that holds {@code values}, in rows 1, 2, 3 … */
    public static ColumnProfile of(DataType declared, Value... values) {
        Column column = column("c", declared);
        ColumnProfile profile = new ColumnProfile(column);
        RowName name = new RowName(table(column));
        for (Value value : values) {
            name.moveTo(new Value[] {value});
            profile.add(value, name);
        }
        return profile;
    }

    /** A plain column. */
    public static Column column(String name, DataType type) {
        return new Column(name, "", type, false, Optional.empty(), Optional.empty(), Optional.empty(), "");
    }

    /** A table without keys. */
    public static SchemaModel.Table table(Column... columns) {
        return new SchemaModel.Table(
                "t", List.of(columns), Optional.empty(), List.of(), List.of(), List.of(), List.of(), List.of());
    }
}
