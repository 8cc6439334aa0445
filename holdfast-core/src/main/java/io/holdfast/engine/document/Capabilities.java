package io.holdfast.engine.document;

/**
 * What a store gives, asked of its database.
 *
 * @param durable whether what it acknowledged survives a power cut
 * @param durability why, or why not: a sentence without a full stop
 * @param validators whether the database itself refuses a document without its proper shape
 * @param batch how many documents it takes at once
 * @param batchBytes how many bytes it takes at once
 */
public record Capabilities(boolean durable, String durability, boolean validators, int batch, long batchBytes) {}
