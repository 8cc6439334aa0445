package io.holdfast.config;

/** What becomes of a changed setting while the program runs. */
public enum Reload {
    /** It takes effect at once. */
    LIVE,
    /** It would need a restart: the whole change is refused. */
    RESTART
}
