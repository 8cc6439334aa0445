package io.holdfast.postgresql.catalogue;

import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Other;
import io.holdfast.engine.SchemaModel.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The structure of one schema, whole, as the server's catalogue has it (PostgreSQL 12 to 18), in a fixed number of
 * questions. Expressions are given as text, without a meaning.
 *
 * <p>What the fields of a table do not hold is among the others, each with the statement that makes it, or in the notes
 * of its table. Names of others are as SQL writes them, routines with their arguments; the table they belong to is called
 * as in the model. The kinds are those of {@code DROP}, and
 *
 * <ul>
 *   <li>{@code constraint}: one that the fields of its table do not hold whole;
 *   <li>{@code setting}: what an {@code ALTER} sets on something that stands in the model, such as a partition's bounds,
 *       row level security, storage, the numbering of an identity, a disabled trigger;
 *   <li>{@code comment}, {@code security label} and {@code privileges}.
 * </ul>
 *
 * <p>Left out are what belongs to an extension, contents with what sequences have counted up to, and what belongs to the
 * database or the server rather than to a schema: owners, publications, event triggers, languages, foreign servers.
 */
public final class Catalogue {
    private static final Comparator<Other> ORDER =
            Comparator.comparing(Other::kind).thenComparing(Other::table).thenComparing(Other::name);

    private Catalogue() {}

    /**
     * Reads {@code schema}; a schema that does not exist is empty. {@link SchemaModel.Identity#next} is the number with
     * which an identity began. The session's settings are afterwards what they were.
     *
     * @throws SQLException whatever the driver throws
     */
    public static SchemaModel read(Connection connection, String schema) throws SQLException {
        try (Pinned pinned = Pinned.of(connection)) {
            Query query = pinned.query(schema);
            Tables tables = Tables.read(query, false);
            List<Other> others = new ArrayList<>(tables.others());
            others.addAll(Settings.read(query));
            others.addAll(Relations.read(query));
            others.addAll(Routines.read(query));
            others.addAll(Rules.read(query));
            others.addAll(UserTypes.read(query));
            others.addAll(Operators.read(query));
            others.addAll(TextSearch.read(query));
            others.addAll(Objects.read(query));
            others.addAll(Comments.read(query));
            others.addAll(Privileges.read(query));
            others.sort(ORDER);
            return new SchemaModel(tables.tables(), List.copyOf(others));
        }
    }

    /**
     * Reads the tables of {@code schema} with the data of their structure: {@link SchemaModel.Identity#next} is the
     * number that the next row gets. A foreign key is among its table's even where it does not hold for old rows.
     *
     * @throws SQLException whatever the driver throws
     */
    public static SchemaModel tables(Connection connection, String schema) throws SQLException {
        try (Pinned pinned = Pinned.of(connection)) {
            Query query = pinned.query(schema);
            NextNumbers numbers = NextNumbers.read(query);
            Tables tables = Tables.read(query, true);
            List<Table> counted = tables.tables().stream().map(numbers::in).toList();
            return new SchemaModel(counted, tables.others());
        }
    }
}
