package io.holdfast.engine.tls;

/**
 * What an engine calls things, for sentences to people.
 *
 * @param product the engine's name, such as {@code PostgreSQL}
 * @param encryption the server's setting that switches encryption on
 * @param protocols the server's settings for versions of TLS and for ciphers
 * @param authorities the server's setting for the authorities whose clients it trusts
 */
public record ServerWords(String product, String encryption, String protocols, String authorities) {

    /** {@code text} with these words in the places of {@code %1$s} to {@code %4$s}. */
    String in(String text) {
        return text.formatted(product, encryption, protocols, authorities);
    }
}
