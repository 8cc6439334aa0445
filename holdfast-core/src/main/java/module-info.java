/** Pools, resilience, transfers and records of what was done, for every declared database. */
module io.holdfast.core {
    requires static transitive org.jspecify;
    requires transitive java.sql;
    requires org.slf4j;
    requires com.zaxxer.hikari;
    requires tools.jackson.core;
    requires tools.jackson.databind;
    requires tools.jackson.dataformat.yaml;
    requires static micrometer.core;

    exports io.holdfast;
    exports io.holdfast.audit;
    exports io.holdfast.config;
    exports io.holdfast.database;
    exports io.holdfast.degrade;
    exports io.holdfast.disk;
    exports io.holdfast.document;
    exports io.holdfast.engine;
    exports io.holdfast.engine.document;
    exports io.holdfast.engine.tls;
    exports io.holdfast.error;
    exports io.holdfast.error.explain;
    exports io.holdfast.event;
    exports io.holdfast.flag;
    exports io.holdfast.gate;
    exports io.holdfast.health;
    exports io.holdfast.jdbc;
    exports io.holdfast.lifecycle;
    exports io.holdfast.log;
    exports io.holdfast.pool;
    exports io.holdfast.resilience;
    exports io.holdfast.routing;
    exports io.holdfast.schema;
    exports io.holdfast.signal;
    exports io.holdfast.transaction;
    exports io.holdfast.transfer;

    uses io.holdfast.config.CredentialsProvider;
    uses io.holdfast.engine.Engine;
    uses io.holdfast.schema.JavaMigration;
}
