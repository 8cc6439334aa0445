package io.holdfast.lifecycle;

import io.holdfast.routing.Role;
import java.util.Locale;

/**
 * A document that is not where it should be after an import.
 *
 * @param collection the earlier collection that it comes from
 * @param id the id under which it is stored, masked
 * @param role of the database in which it should be
 * @param kind what is wrong
 */
public record Difference(String collection, String id, Role role, Kind kind) {

    /** What is wrong. */
    public enum Kind {
        /** There is none of its id. */
        MISSING,
        /** It holds something else. */
        DIFFERENT;

        /** In lower case. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** For people, without a full stop. */
    public String sentence() {
        return "%s, from %s, %s in %s"
                .formatted(id, collection, kind == Kind.MISSING ? "is missing" : "is different", role.database());
    }
}
