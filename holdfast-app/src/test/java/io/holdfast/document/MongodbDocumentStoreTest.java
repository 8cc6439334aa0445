package io.holdfast.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** DOC-1: a store of documents in MongoDB. */
@Tag("docgw")
final class MongodbDocumentStoreTest extends DocumentStoreContract {
    @Override
    Stores open() throws Exception {
        return MongodbStores.fresh();
    }

    @Test
    void whatItAcknowledgesIsDurable() {
        assertThat(store().capabilities().durable())
                .as(store().capabilities().durability())
                .isTrue();
        assertThat(store().capabilities().validators()).isTrue();
    }
}
