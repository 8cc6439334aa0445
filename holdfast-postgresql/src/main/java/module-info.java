/** PostgreSQL, as an engine of Holdfast. */
module io.holdfast.postgresql {
    requires transitive io.holdfast.core;
    requires org.postgresql.jdbc;
    requires static org.apache.commons.compress;
    requires static org.tukaani.xz;

    exports io.holdfast.postgresql;
    // the driver makes the encrypted sockets by the name of their class
    exports io.holdfast.postgresql.tls to
            org.postgresql.jdbc;

    provides io.holdfast.engine.Engine with
            io.holdfast.postgresql.PostgresqlEngine;
}
