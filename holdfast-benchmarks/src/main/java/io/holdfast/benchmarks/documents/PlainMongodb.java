package io.holdfast.benchmarks.documents;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import org.bson.Document;

/** The plain driver of MongoDB: documents with an id, a version and a body, and an index of the city. */
final class PlainMongodb implements Contestant {
    private final MongoClient client;
    private final MongoDatabase database;
    private final MongoCollection<Document> plain;

    PlainMongodb(MongoClient client, String name) {
        this.client = client;
        this.database = client.getDatabase(name);
        this.plain = database.getCollection("plain");
    }

    @Override
    public void prepare() {
        plain.createIndex(Indexes.ascending("body.city", "_id"));
    }

    @Override
    public void insert(String id, int number) {
        plain.insertOne(new Document("_id", id).append("ver", 1L).append("body", new Document(Person.of(number))));
    }

    @Override
    public int get(String id) {
        return number(there(id));
    }

    private Document there(String id) {
        Document found = plain.find(Filters.eq("_id", id)).first();
        if (found == null) {
            throw new IllegalStateException("there is no document " + id);
        }
        return found;
    }

    @Override
    public void change(String id) {
        Document before = there(id);
        Document body = before.get("body", Document.class);
        body.put(Person.NUMBER, number(before) + 1);
        plain.updateOne(
                Filters.and(Filters.eq("_id", id), Filters.eq("ver", before.getLong("ver"))),
                Updates.combine(Updates.set("body", body), Updates.inc("ver", 1L)));
    }

    @Override
    public int find(String city) {
        int found = 0;
        for (Document each : plain.find(Filters.eq("body.city", city))
                .sort(Sorts.ascending("_id"))
                .limit(Person.PAGE)) {
            found += number(each) >= 0 ? 1 : 0;
        }
        return found;
    }

    private static int number(Document document) {
        return document.get("body", Document.class).getInteger(Person.NUMBER, -1);
    }

    @Override
    public void close() {
        database.drop();
        client.close();
    }
}
