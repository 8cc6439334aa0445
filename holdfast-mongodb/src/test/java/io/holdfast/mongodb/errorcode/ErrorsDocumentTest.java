package io.holdfast.mongodb.errorcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** ERR-2: the list of codes is shipped as generated. */
final class ErrorsDocumentTest {

    @Test
    void theDocumentedTableIsThisTable() throws Exception {
        Path document = Path.of(System.getProperty("holdfast.repository", ".."), "docs", "errors-mongodb.md");
        String page = new ErrorsDocument().page();
        if (Boolean.getBoolean("holdfast.write-documents")) {
            Files.writeString(document, page);
        }

        assertThat(document)
                .as("docs/errors-mongodb.md is stale: write it again with mvn -pl holdfast-mongodb -am test"
                        + " -Dtest=io.holdfast.mongodb.errorcode.ErrorsDocumentTest -Dholdfast.write-documents=true")
                .hasContent(page);
    }
}
