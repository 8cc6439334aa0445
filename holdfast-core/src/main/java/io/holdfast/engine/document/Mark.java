package io.holdfast.engine.document;

/**
 * One version of one document.
 *
 * @param id whose
 * @param version which
 */
public record Mark(String id, long version) {}
