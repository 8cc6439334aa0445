package io.holdfast.config;

/**
 * What is logged. The level and the format are the program's; an application that embeds the library has a log of its own.
 *
 * @param operations which operations are logged
 * @param sample the part of those without a failure that is logged, from 0 to 1
 * @param level what the program logs
 * @param format how the program writes it
 */
public record LogConfig(Operations operations, double sample, Level level, Format format) {
    /** What is logged where nothing is said. */
    public static final LogConfig USUAL = new LogConfig(Operations.ALL, 1, Level.WARN, Format.TEXT);

    /** Which operations are logged. */
    public enum Operations {
        /** Every one. */
        ALL,
        /** Those that failed. */
        FAILED,
        /** None. */
        OFF
    }

    /** How much is logged: what is as important as this, or more so. */
    public enum Level {
        /** Nothing. */
        OFF,
        /** What has gone wrong. */
        ERROR,
        /** What an operator should look at. */
        WARN,
        /** What an operator wants to know. */
        INFO,
        /** What helps to find a cause. */
        DEBUG
    }

    /** How a line of the log looks. */
    public enum Format {
        /** For people. */
        TEXT,
        /** An object for machines. */
        JSON
    }
}
