package io.holdfast.routing;

import java.util.Locale;

/** Whose data it is. */
public enum UserType {
    /** A person of the house, proven as such. */
    INTERNAL("🔐 [INTERNAL]"),
    /** Anybody else. */
    EXTERNAL("🌐 [EXTERNAL]");

    private final String marker;

    UserType(String marker) {
        this.marker = marker;
    }

    /** As documents write it: {@code internal} or {@code external}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What every id of a user of this type begins with. */
    public String prefix() {
        return code() + "_";
    }

    /** What every line of the log about data of this type begins with. */
    public String marker() {
        return marker;
    }
}
