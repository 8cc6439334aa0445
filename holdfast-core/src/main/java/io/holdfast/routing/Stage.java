package io.holdfast.routing;

import java.util.Locale;

/** On which part of its way a document is. */
public enum Stage {
    /** It is written, removed or marked. */
    STORING("error in storing to "),
    /** It is looked for. */
    FETCHING("error in fetching from "),
    /** It is copied from another database. */
    MOVING("error in moving data to ");

    private final String text;

    Stage(String text) {
        this.text = text;
    }

    /** As logs and counts write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What errors at this stage are called in the database of {@code role}, word for word. */
    public String error(Role role) {
        return text + role.database();
    }
}
