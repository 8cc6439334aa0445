package io.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** CFG-7: the schema is valid, agrees with the binder, and is shipped as generated; so is the reference. */
class DocumentsTest {
    private static final Path DOCS =
            Path.of(System.getProperty("holdfast.repository", "..")).resolve("docs");

    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ConfigSchema.json(), InputFormat.JSON);

    @Test
    void theSchemaAcceptsWhatTheBinderAccepts() {
        assertThat(schema.validate("""
                        home: .holdfast
                        databases:
                          app:
                            url: postgresql://db/app
                            password: ${file:/run/secrets/app}
                            required: ${env:REQUIRED:-true}
                            pool: { size: 10, min-idle: '${env:IDLE}', acquire-timeout: 500ms }
                          hr: { url: sqlite:hr.db, await: 0s, timeouts: { connect: 2s } }
                        """, InputFormat.YAML)).isEmpty();
    }

    @Test
    void theSchemaRefusesWhatTheBinderRefuses() {
        for (String wrong : new String[] {
            "hoome: x",
            "databases: { App: { url: x } }",
            "databases: { app: { ulr: x } }",
            "databases: { app: { pool: { size: 0 } } }",
            "databases: { app: { pool: { size: ten } } }",
            "databases: { app: { await: soon } }",
            "databases: { app: { required: 7 } }",
            "databases: []"
        }) {
            assertThat(schema.validate(wrong, InputFormat.YAML)).as(wrong).isNotEmpty();
        }
    }

    @Test
    void theSchemaIsItselfValid() {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(meta.validate(ConfigSchema.json(), InputFormat.JSON)).isEmpty();
    }

    @Test
    void theShippedSchemaIsUpToDate() throws IOException {
        isUpToDate("holdfast.schema.json", ConfigSchema.json());
    }

    @Test
    void theShippedReferenceIsUpToDate() throws IOException {
        isUpToDate("configuration.md", ConfigReference.markdown());
    }

    private static void isUpToDate(String name, String generated) throws IOException {
        Path file = DOCS.resolve(name);
        if (Boolean.getBoolean("holdfast.write-documents")) {
            Files.writeString(file, generated);
        }
        assertThat(file)
                .as("regenerate it with -Dholdfast.write-documents=true")
                .hasContent(generated);
    }
}
