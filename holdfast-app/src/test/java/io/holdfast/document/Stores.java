package io.holdfast.document;

import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.DocumentStore;

/** A database of some engine, in which a test keeps documents. */
interface Stores extends AutoCloseable {

    /** The store of {@code collection}. */
    DocumentStore store(CollectionModel collection);

    /** Has the database itself refuse bodies with a field {@code poison}, in the collection called {@code collection}. */
    void refusePoison(String collection);

    @Override
    void close();
}
