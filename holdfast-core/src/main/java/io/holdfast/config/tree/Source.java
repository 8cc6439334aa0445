package io.holdfast.config.tree;

/** The kinds of places a setting can come from, in their order: a later one overrides an earlier one. */
public enum Source {
    /** The value a key has when nobody sets it. */
    DEFAULT,
    /** The configuration file. */
    FILE,
    /** The file of the chosen profile. */
    PROFILE,
    /** {@code DATABASE_URL}, as platforms set it, and its like: below every variable that names a key. */
    PLATFORM,
    /** A variable in {@code .env}. */
    DOT_ENV,
    /** An environment variable. */
    ENVIRONMENT,
    /** A flag of the command. */
    FLAG
}
