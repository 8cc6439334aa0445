/** MongoDB, as an engine of Holdfast. */
module io.holdfast.mongodb {
    requires transitive io.holdfast.core;
    requires org.mongodb.bson;
    requires org.mongodb.driver.core;
    requires org.mongodb.driver.sync.client;

    exports io.holdfast.mongodb;

    provides io.holdfast.engine.Engine with
            io.holdfast.mongodb.MongodbEngine;
}
