package io.holdfast.document;

import io.holdfast.database.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** DOC-1: a store of documents in SQLite. */
final class SqliteDocumentStoreTest extends DocumentStoreContract {
    @TempDir
    private Path folder;

    @Override
    Database open() throws Exception {
        return Place.sqlite(folder);
    }

    @Override
    void refusePoison(Database database) {
        Place.execute(database, """
            create trigger no_poison before insert on users when new.body -> 'poison' is not null
            begin select raise(abort, 'no poison'); end""");
    }
}
