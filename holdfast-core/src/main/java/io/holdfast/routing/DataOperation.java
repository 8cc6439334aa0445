package io.holdfast.routing;

/** What is to be done with data. */
public enum DataOperation {
    /** One document is read. */
    READ,
    /** Documents are searched, listed or counted. */
    LIST,
    /** A document that is nowhere yet is stored. */
    CREATE,
    /** A stored document is changed. */
    CHANGE,
    /** A stored document is deleted. */
    DELETE
}
