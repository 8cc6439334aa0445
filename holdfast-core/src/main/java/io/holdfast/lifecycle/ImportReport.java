package io.holdfast.lifecycle;

import io.holdfast.routing.Category;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an import has done.
 *
 * @param source the address of the earlier database, without credentials
 * @param start whether it went on with one that had not come to its end
 * @param collections what became of each
 * @param compared what came of the comparison; empty if nothing was compared
 * @param refusals the file with the ids of the documents that were refused, and why; one JSON object for each
 */
public record ImportReport(
        String source, Start start, List<Part> collections, Optional<Compared> compared, Path refusals) {

    /** How it began. */
    public enum Start {
        /** With the first document. */
        FRESH,
        /** Where an earlier run had come to. */
        RESUMED
    }

    /** Keeps a copy. */
    public ImportReport {
        collections = List.copyOf(collections);
    }

    /**
     * What became of the documents of a collection. Those that were imported by a run that died before it could write that
     * down count as present already.
     *
     * @param collection its name
     * @param category what its documents are
     * @param total how many it had at the beginning
     * @param counts what became of those that were read
     */
    public record Part(String collection, Category category, long total, Counts counts) {}

    /** All counts together. */
    public Counts counts() {
        return collections.stream().map(Part::counts).reduce(Counts.NONE, Counts::and);
    }

    /** The collections that had fewer documents when they were read than when they were counted. */
    public List<String> shrunk() {
        return collections.stream()
                .filter(part -> part.counts().read() < part.total())
                .map(Part::collection)
                .toList();
    }

    /** How many documents are not where they should be. */
    public long differences() {
        return compared.map(Compared::differences).orElse(0L);
    }
}
