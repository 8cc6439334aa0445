package io.holdfast.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DOC-1: a store of documents in SQLite. */
final class SqliteDocumentStoreTest extends DocumentStoreContract {
    @TempDir
    private Path folder;

    @Override
    Stores open() throws Exception {
        return SqlStores.sqlite(folder);
    }

    @Test
    void aCollectionThatWasNeverMadeIsNotFound() throws Exception {
        try (Stores stores = open()) {
            DocumentStore missing = stores.store(CollectionModel.named("missing"));

            assertThatThrownBy(() -> missing.get("ada"))
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.NOT_FOUND));
        }
    }
}
