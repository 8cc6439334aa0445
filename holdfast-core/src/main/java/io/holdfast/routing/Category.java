package io.holdfast.routing;

/** What kind of data a document is. */
public enum Category {
    /** What is known of a user: one document for each. */
    USER("users"),
    /** What came of an evaluation that a user asked for. */
    ANALYSIS("analyses"),
    /** What the personnel department keeps about an internal user. */
    HR("hr_records"),
    /** The record of a document that was moved: the service's own. */
    MOVE_RECORD("move_records"),
    /** The record of a decision who is internal: the service's own. */
    DECISION("decisions");

    private final String collection;

    Category(String collection) {
        this.collection = collection;
    }

    /** The name of the collection that its documents are in, in whichever database that is. */
    public String collection() {
        return collection;
    }
}
