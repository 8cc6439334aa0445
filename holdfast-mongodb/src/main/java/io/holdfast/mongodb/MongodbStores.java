package io.holdfast.mongodb;

import io.holdfast.engine.DocumentStores;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Session;
import io.holdfast.engine.Sorting;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.engine.document.Draft;
import io.holdfast.mongodb.document.CollectionCommands;
import io.holdfast.mongodb.document.MongodbDocumentStore;
import java.time.Instant;
import java.util.List;

/**
 * Documents in MongoDB.
 *
 * @param engine by which failures are sorted
 */
record MongodbStores(Engine engine) implements DocumentStores {

    @Override
    public DocumentStore store(Session session, String database, CollectionModel collection) {
        return new MongodbDocumentStore(
                ((MongodbSession) session).database(), collection, new Sorting(engine, database));
    }

    @Override
    public List<String> making(CollectionModel collection, List<Draft> first, Instant time) {
        return new CollectionCommands(collection).texts(first, time);
    }
}
