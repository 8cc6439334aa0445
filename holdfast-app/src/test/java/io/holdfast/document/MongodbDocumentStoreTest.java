package io.holdfast.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DOC-1: a store of documents in MongoDB. */
@Tag("docgw")
final class MongodbDocumentStoreTest extends DocumentStoreContract {
    @TempDir
    private Path folder;

    @Override
    Stores open() {
        return MongodbStores.fresh(folder);
    }

    @Test
    void whatItAcknowledgesIsDurable() {
        assertThat(store().capabilities().durable())
                .as(store().capabilities().durability())
                .isTrue();
        assertThat(store().capabilities().validators()).isTrue();
    }
}
