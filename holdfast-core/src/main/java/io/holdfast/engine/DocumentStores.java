package io.holdfast.engine;

import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.engine.document.Draft;
import java.time.Instant;
import java.util.List;

/** Keeps documents by itself, without SQL; a capability of an engine. */
public interface DocumentStores {

    /**
     * The store of one collection; it asks and makes nothing yet.
     *
     * @param session a session that {@link Engine#open} of this engine gave; it has to stay open
     * @param database the name the database was declared under, for errors
     */
    DocumentStore store(Session session, String database, CollectionModel collection);

    /**
     * The commands that make {@code collection}, as migrations take them.
     *
     * @param first the living documents that are to be in it from the beginning
     * @param time when these are made
     */
    List<String> making(CollectionModel collection, List<Draft> first, Instant time);
}
