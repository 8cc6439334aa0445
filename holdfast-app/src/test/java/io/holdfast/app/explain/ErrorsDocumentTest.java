package io.holdfast.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** ERR-1: the page about errors is shipped as generated. */
final class ErrorsDocumentTest {

    @Test
    void theDocumentedExplanationsAreThese() throws IOException {
        Path document = Path.of(System.getProperty("holdfast.repository"), "docs", "errors.md");
        if (Boolean.getBoolean("holdfast.write-documents")) {
            Files.writeString(document, ErrorsDocument.page());
        }

        assertThat(document)
                .as("docs/errors.md is stale: write it again with mvn -pl holdfast-app -am test"
                        + " -Dtest=io.holdfast.app.explain.ErrorsDocumentTest -Dholdfast.write-documents=true")
                .hasContent(ErrorsDocument.page());
    }
}
