package io.holdfast.sqlite.resultcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** ERR-2: the list of codes is shipped as generated. */
class ErrorsDocumentTest {

    @Test
    void theDocumentedTableIsThisTable() throws Exception {
        Path document = Path.of(System.getProperty("holdfast.repository", ".."), "docs", "errors-sqlite.md");
        String page = new ErrorsDocument().page();
        if (Boolean.getBoolean("holdfast.write-documents")) {
            Files.writeString(document, page);
        }

        assertThat(document)
                .as("docs/errors-sqlite.md is stale: write it again with mvn -pl holdfast-sqlite -am test"
                        + " -Dtest=io.holdfast.sqlite.resultcode.ErrorsDocumentTest -Dholdfast.write-documents=true")
                .hasContent(page);
    }
}
