package io.holdfast.document;

import io.holdfast.database.Database;
import io.holdfast.testkit.EmbeddedPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** DOC-1: a store of documents in PostgreSQL. */
final class PostgresqlDocumentStoreTest extends DocumentStoreContract {
    @TempDir
    private Path folder;

    @Override
    Database open() throws Exception {
        return Place.open(folder, EmbeddedPostgres.shared().freshDatabase());
    }

    @Override
    void refusePoison(Database database) {
        Place.execute(database, """
            alter table users add constraint no_poison check (body -> 'poison' is null)""");
    }
}
