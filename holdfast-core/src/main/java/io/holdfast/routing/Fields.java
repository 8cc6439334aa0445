package io.holdfast.routing;

/** The fields of stored documents by which they are judged. */
final class Fields {
    /** {@code internal_…} or {@code external_…}. */
    static final String USER_ID = "user_id";

    /** {@code internal} or {@code external}. */
    static final String USER_TYPE = "user_type";

    /** How far a move is. */
    static final String STATUS = "status";

    private Fields() {}
}
