package io.holdfast.engine.document;

/**
 * What a store holds of a document, without its body.
 *
 * @param version the version
 * @param state what it is
 */
public record Standing(long version, State state) {}
