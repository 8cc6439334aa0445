package io.holdfast.lifecycle;

import io.holdfast.routing.Category;
import java.util.List;

/**
 * What an import would do.
 *
 * @param source the address of the earlier database, without credentials
 * @param collections what would become of each
 */
public record ImportPlan(String source, List<Part> collections) {

    /** Keeps a copy. */
    public ImportPlan {
        collections = List.copyOf(collections);
    }

    /**
     * What would become of the documents of a collection.
     *
     * @param collection its name
     * @param category what its documents are
     * @param total how many it has
     * @param looked what would become of those that were looked at: the first ones, or all of them
     */
    public record Part(String collection, Category category, long total, Counts looked) {

        /** Whether all documents were looked at. */
        public boolean isComplete() {
            return looked.read() >= total;
        }

        /** How many bytes all of them have in BSON; estimated where not all were looked at. */
        public long bytes() {
            return isComplete() ? looked.bytes() : Math.round((double) looked.bytes() / looked.read() * total);
        }
    }

    /** How many documents that were looked at would be refused. */
    public long refused() {
        return collections.stream()
                .mapToLong(part -> part.looked().allRefused())
                .sum();
    }

    /** How many documents there are. */
    public long total() {
        return collections.stream().mapToLong(Part::total).sum();
    }
}
