package io.holdfast.pool;

import java.util.Locale;

/** The servers of one database, by what they were declared as, whatever they are at the moment. */
public enum ServerName {
    /** The one that {@code url} names. */
    PRIMARY,
    /** The one that {@code standby} names. */
    STANDBY;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
