package io.holdfast.engine;

import java.util.List;
import java.util.Optional;

/**
 * The structure of a database as one engine declares it: tables with all that belongs to them, and everything else by
 * name and declaration, so that nothing is forgotten only because it cannot be expressed.
 *
 * @param tables in the order of their names
 * @param others what is not a plain table or part of one: views, triggers, virtual tables
 */
public record SchemaModel(List<Table> tables, List<Other> others) {

    /** The table called {@code name}, exactly as written. */
    public Optional<Table> table(String name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }

    /**
     * A table.
     *
     * @param primaryKey the columns of the primary key; empty where there is none
     * @param uniques unique constraints other than the primary key
     * @param notes what of this table's declaration the model cannot hold, one sentence each
     */
    public record Table(
            String name,
            List<Column> columns,
            Optional<Key> primaryKey,
            List<Key> uniques,
            List<ForeignKey> foreignKeys,
            List<Check> checks,
            List<Index> indexes,
            List<String> notes) {

        /** The column called {@code name}, exactly as written. */
        public Optional<Column> column(String name) {
            return columns.stream().filter(column -> column.name().equals(name)).findFirst();
        }
    }

    /**
     * A column.
     *
     * @param declared the type as the engine's own SQL spells it; may be empty in SQLite
     * @param type what the declaration asks for
     * @param defaultValue the default's SQL and, where it was understood, its meaning
     * @param generated the expression that computes the column, if one does
     * @param identity present where the database numbers new rows by itself
     * @param collation the name of a collation other than the engine's usual one; empty where there is none
     */
    public record Column(
            String name,
            String declared,
            DataType type,
            boolean notNull,
            Optional<Sql> defaultValue,
            Optional<Generated> generated,
            Optional<Identity> identity,
            String collation) {

        /** A copy with another default. */
        public Column withDefault(Optional<Sql> defaultValue) {
            return new Column(name, declared, type, notNull, defaultValue, generated, identity, collation);
        }

        /** A copy that stores its values instead of computing them. */
        public Column withoutComputation() {
            return new Column(name, declared, type, notNull, defaultValue, Optional.empty(), identity, collation);
        }
    }

    /**
     * A piece of SQL as declared, and its meaning where it was understood.
     *
     * @param text as declared, in the engine's own SQL
     * @param meaning empty where the text is beyond what {@link Expression} holds
     */
    public record Sql(String text, Optional<Expression> meaning) {}

    /** A computed column. */
    public record Generated(Sql expression, boolean stored) {}

    /**
     * Numbering of new rows.
     *
     * @param next the number the next row gets: one more than the highest ever used, as far as the engine remembers
     * @param neverReused whether numbers of deleted rows stay unused ({@code AUTOINCREMENT})
     */
    public record Identity(long next, boolean neverReused) {}

    /** A primary or unique key. {@code name} is empty where the declaration gives none. */
    public record Key(String name, List<String> columns) {}

    /**
     * A foreign key. {@code name} is empty where the declaration gives none; {@code references} always names columns.
     */
    public record ForeignKey(
            String name,
            List<String> columns,
            String table,
            List<String> references,
            Action onDelete,
            Action onUpdate,
            Deferral deferral) {}

    /** What happens to the referring rows. */
    public enum Action {
        /** Refused at the end of the statement. */
        NO_ACTION,
        /** Refused at once. */
        RESTRICT,
        /** The rows follow. */
        CASCADE,
        /** The columns become null. */
        SET_NULL,
        /** The columns get their defaults. */
        SET_DEFAULT
    }

    /** When a foreign key is checked. */
    public enum Deferral {
        /** At each statement, always. */
        NOT_DEFERRABLE,
        /** At each statement, unless the transaction asks for later. */
        INITIALLY_IMMEDIATE,
        /** At commit. */
        INITIALLY_DEFERRED
    }

    /** A check constraint. {@code name} is empty where the declaration gives none. */
    public record Check(String name, Sql condition) {}

    /**
     * An index that is not there only because of a key.
     *
     * @param where the condition of a partial index
     * @param declaration the SQL that made it
     */
    public record Index(String name, boolean unique, List<Part> parts, Optional<Sql> where, String declaration) {}

    /**
     * One part of an index: a column, or an expression.
     *
     * @param column the column's name; empty where {@code expression} is present
     * @param collation the collation named in the index; empty where the column's own holds
     */
    public record Part(String column, Optional<Sql> expression, boolean descending, String collation) {}

    /**
     * Something that is not a table.
     *
     * @param kind {@code view}, {@code trigger} or {@code virtual table}
     * @param table the table it belongs to; empty where it stands alone
     * @param declaration the SQL that made it
     */
    public record Other(String kind, String name, String table, String declaration) {}
}
