package io.holdfast.engine;

import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.DocumentStore;

/** Keeps documents by itself, without SQL; a capability of an engine. */
@FunctionalInterface
public interface DocumentStores {

    /**
     * The store of one collection; it asks and makes nothing yet.
     *
     * @param session a session that {@link Engine#open} of this engine gave; it has to stay open
     * @param database the name the database was declared under, for errors
     */
    DocumentStore store(Session session, String database, CollectionModel collection);
}
