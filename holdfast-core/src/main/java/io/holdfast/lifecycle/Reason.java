package io.holdfast.lifecycle;

import java.util.Locale;

/** Why a document was not imported. */
public enum Reason {
    /** No body of Holdfast can hold it. */
    NO_BODY("cannot be kept as a document"),
    /** Nothing in it says whose it is. */
    NO_USER("names no user"),
    /** What should be the id of its user can be nobody's. */
    BAD_USER("names a user whose id cannot be"),
    /** It is not said whether its user is internal or external, or both are said. */
    AMBIGUOUS_TYPE("does not say clearly whether its user is internal or external"),
    /** There is no HR data of external users. */
    EXTERNAL_HR("is HR data of an external user"),
    /** Nothing tells it from the others of its user. */
    NO_PART("has no id that can tell it from the others of its user"),
    /** What should be the time of its creation is none. */
    BAD_TIME("was made at a time that cannot be read"),
    /** Another document is stored under its id already. */
    OTHER_CONTENT("has the id of another document that is there already"),
    /** A document of its id was deleted. */
    DELETED("was deleted where it would go"),
    /** Somebody stored a document of its id at the same time. */
    MEANWHILE("was stored by somebody else at the same time"),
    /** The database does not take it. */
    NOT_TAKEN("is refused by the database where it would go");

    private final String words;

    Reason(String words) {
        this.words = words;
    }

    /** As files and reports for programs write it: lower-case words with dashes. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For people, as in "5 documents: names no user". */
    public String words() {
        return words;
    }

    /** Whether it is found in the document alone, wherever it would go. */
    boolean isOfDocument() {
        return compareTo(OTHER_CONTENT) < 0;
    }
}
