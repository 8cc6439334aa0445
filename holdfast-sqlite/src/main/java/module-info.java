/** The SQLite engine. */
module io.holdfast.sqlite {
    requires transitive io.holdfast.core;
    requires org.xerial.sqlitejdbc;

    exports io.holdfast.sqlite;

    provides io.holdfast.engine.Engine with
            io.holdfast.sqlite.SqliteEngine;
}
