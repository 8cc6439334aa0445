package io.holdfast.benchmarks.documents;

import io.holdfast.database.Database;
import io.holdfast.document.Document;
import io.holdfast.document.Documents;
import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.Filter;
import java.util.Optional;

/**
 * Holdfast.
 *
 * @param documents the collection
 * @param place closes what it is in
 */
record Ours(Documents documents, Runnable place) implements Contestant {
    static final String NAME = "Holdfast";
    static final CollectionModel PEOPLE = CollectionModel.named("people").indexedBy(Person.CITY);

    static Ours in(Database database) {
        return new Ours(Documents.of(database, PEOPLE), database::close);
    }

    @Override
    public void prepare() {
        documents.make();
    }

    @Override
    public void insert(String id, int number) {
        documents.insert(id, Body.of(Person.of(number)));
    }

    @Override
    public int get(String id) {
        return number(documents.get(id).orElseThrow().body());
    }

    @Override
    public void change(String id) {
        documents.update(id, body -> body.with(Person.NUMBER, number(body) + 1));
    }

    @Override
    public int find(String city) {
        int found = 0;
        for (Document each : documents.find(Filter.ALL.and(Person.CITY, city), Optional.empty(), Person.PAGE)) {
            found += number(each.body()) >= 0 ? 1 : 0;
        }
        return found;
    }

    private static int number(Body body) {
        return (Integer) body.at(Person.NUMBER).orElseThrow();
    }

    @Override
    public void close() {
        place.run();
    }
}
