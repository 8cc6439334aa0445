package io.holdfast.engine.document;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One collection of documents in one database: atomic operations on single documents, each durable when it returns. What
 * takes several documents answers for each of them, and may have done some when it fails.
 *
 * <p>Safe for use by many threads. Every operation throws a {@link io.holdfast.error.HoldfastException} if the database
 * fails; after one of a write it is not known whether it took effect, unless its kind says so.
 */
public interface DocumentStore {

    /** Whatever is stored under {@code id}, deleted and provisional ones included. */
    Optional<Envelope> get(String id);

    /** Whatever is stored under {@code ids}, deleted and provisional ones included, in no particular order. */
    List<Envelope> getAll(Collection<String> ids);

    /** Stores {@code draft} as version 1 if nothing is stored under its id; whether it did. */
    boolean insertIfAbsent(Draft draft);

    /**
     * Makes {@code next} of the document, one version on, if it is at version {@code expected} and not provisional; whether
     * it did.
     */
    boolean replaceIf(String id, long expected, Change next);

    /** Resolves the document if it is provisional and has this {@code nonce}; whether it did. */
    boolean resolve(String id, String nonce, Resolution resolution);

    /**
     * Takes copies from another store: each where nothing, or only an older version, is stored under its id.
     *
     * @param copies living or deleted ones, each id once
     * @return what became of each, in their order
     */
    List<Put> putIfNewer(List<Envelope> copies);

    /** Removes each document that is still at its version, and not provisional; the ids of those. */
    Set<String> deleteIf(List<Mark> marks);

    /**
     * What {@code scan} means, in the order of creation and id.
     *
     * @param after where the page before ended; empty for the first
     * @param limit at most so many
     */
    List<Envelope> scan(Scan scan, Optional<Scan.Cursor> after, int limit);

    /** What is held of the documents with these ids; without those of which nothing is. */
    Map<String, Standing> versions(Collection<String> ids);

    /** Documents of which the backup is not known to hold the present version, at most so many; in the order of their ids. */
    List<Envelope> pendingBackup(int limit);

    /** Remembers that the backup holds these versions; an older one than is known already changes nothing. */
    void markBacked(List<Mark> marks);

    /**
     * Living documents, in the order of their ids, as their bytes in UTF-8 are ordered.
     *
     * @param after the last id of the page before; empty for the first
     * @param limit at most so many
     */
    List<Envelope> find(Filter filter, Optional<String> after, int limit);

    /** How many living documents {@code filter} means. */
    long count(Filter filter);

    /** The clock of the database, in whole milliseconds. */
    Instant serverNow();

    /** What the store gives; asked now. */
    Capabilities capabilities();

    /** Makes the collection and its indexes where they are missing; what is there is left as it is. */
    void ensure();

    /**
     * Compares the collection with its model.
     *
     * @return what is missing or other, in words such as {@code the index users_by_age}; empty if nothing is
     */
    List<String> faults();
}
