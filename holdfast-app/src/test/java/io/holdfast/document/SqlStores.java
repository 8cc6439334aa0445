package io.holdfast.document;

import io.holdfast.database.Database;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.testkit.EmbeddedPostgres;
import java.nio.file.Path;

/**
 * Stores in a database of an engine with SQL.
 *
 * @param database the database
 * @param poisonRefused the statement that has it refuse poison, with %s for the collection
 */
record SqlStores(Database database, String poisonRefused) implements Stores {

    static SqlStores sqlite(Path folder) throws Exception {
        return new SqlStores(Place.sqlite(folder), """
                create trigger no_poison before insert on %s when new.body -> 'poison' is not null
                begin select raise(abort, 'no poison'); end""");
    }

    static SqlStores postgresql(Path folder) {
        return new SqlStores(
                Place.open(folder, EmbeddedPostgres.shared().freshDatabase()),
                "alter table %s add constraint no_poison check (body -> 'poison' is null)");
    }

    @Override
    public DocumentStore store(CollectionModel collection) {
        return Documents.store(database, collection);
    }

    @Override
    public void refusePoison(String collection) {
        Place.execute(database, poisonRefused.formatted(collection));
    }

    @Override
    public void close() {
        database.close();
    }
}
