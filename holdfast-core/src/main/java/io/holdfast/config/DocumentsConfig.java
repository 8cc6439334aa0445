package io.holdfast.config;

import java.util.List;

/**
 * What is shown of documents.
 *
 * @param masked the fields whose values are shown to nobody; a name may end with {@code *} for whatever follows
 */
public record DocumentsConfig(List<String> masked) {
    /** What holds where nothing is said. */
    public static final DocumentsConfig USUAL =
            new DocumentsConfig(List.of("password*", "secret*", "token*", "api_key", "email"));

    /** Keeps a copy. */
    public DocumentsConfig {
        masked = List.copyOf(masked);
    }
}
