package io.holdfast.routing;

import java.util.Optional;

/**
 * Something that was to be done in a database which is not for it, and was not done. It holds nothing of an id.
 *
 * @param role of the database
 * @param category of the data
 * @param operation what was to be done, in lower-case words with dashes
 * @param claimed whose data it is by its id; empty where the id is nobody's
 * @param reason what does not agree
 */
public record Misplaced(Role role, Category category, String operation, Optional<UserType> claimed, Reason reason) {

    /** What does not agree. */
    public enum Reason {
        /** The database is for other kinds of data. */
        CATEGORY,
        /** The id has no prefix, or that of the other type. */
        ID,
        /** The field {@code user_type} is missing, or names the other type. */
        USER_TYPE,
        /** The field {@code user_id} is missing, or is not that of the user to whom the document belongs by its id. */
        USER_ID
    }

    /** For people, without a full stop. */
    public String sentence() {
        String whose = claimed.map(type -> "of an " + type.code() + " user").orElse("of no user");
        return switch (reason) {
            case CATEGORY ->
                "%s keeps no documents of the collection %s".formatted(role.database(), category.collection());
            case ID ->
                "the id of the document is that %s; expected one that begins with %s in %s"
                        .formatted(whose, role.serves().prefix(), role.database());
            case USER_TYPE ->
                "the id of the document is that %s, and its field user_type says something else; expected both to be %s in %s"
                        .formatted(whose, role.serves().code(), role.database());
            case USER_ID ->
                "the id of the document is that %s, and its field user_id names another; expected the same %s user in both in %s"
                        .formatted(whose, role.serves().code(), role.database());
        };
    }

    /** Is told of each, for the audit trail; whatever it throws, the operation is not done. */
    @FunctionalInterface
    public interface Listener {
        /** Nobody wants to know. */
        Listener NONE = misplaced -> {};

        /** This was not done. */
        void refused(Misplaced misplaced);
    }
}
