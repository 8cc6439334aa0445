package io.holdfast.routing;

/** The fields of a stored document that tell whose it is. */
final class Fields {
    /** {@code internal_…} or {@code external_…}. */
    static final String USER_ID = "user_id";

    /** {@code internal} or {@code external}. */
    static final String USER_TYPE = "user_type";

    private Fields() {}
}
