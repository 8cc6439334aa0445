package io.holdfast.flag;

/**
 * A flag as it was last set.
 *
 * @param name its name, in lower-case words with dashes or dots
 * @param type what its values are
 * @param value its value
 * @param version how often it was set
 * @param actor who set it
 * @param at when, as an instant in ISO form
 */
public record Flag(String name, FlagType type, String value, long version, String actor, String at) {}
