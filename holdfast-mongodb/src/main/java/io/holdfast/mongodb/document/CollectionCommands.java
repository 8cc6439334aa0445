package io.holdfast.mongodb.document;

import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.client.model.Filters;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.Draft;
import io.holdfast.engine.document.Field;
import io.holdfast.engine.document.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/**
 * What makes the collection of a model: its validator refuses what Holdfast would not write, and what the rules of the model
 * do not allow.
 */
public final class CollectionCommands {
    private final CollectionModel model;

    /** Those for {@code model}. */
    public CollectionCommands(CollectionModel model) {
        this.model = model;
    }

    /** Makes the collection; the server refuses it where there is one. */
    public BsonDocument create() {
        return new BsonDocument("create", new BsonString(model.name())).append("validator", validator());
    }

    /** Makes its indexes where they are missing. */
    public BsonDocument createIndexes() {
        var indexes = new BsonArray();
        keys().forEach((name, key) -> indexes.add(new BsonDocument("key", key).append("name", new BsonString(name))));
        return new BsonDocument("createIndexes", new BsonString(model.name())).append("indexes", indexes);
    }

    /**
     * What makes all of it, as migrations take it: the types of all numbers are written down.
     *
     * @param first the living documents that are to be in it from the beginning
     * @param time when these are made
     */
    public List<String> texts(List<Draft> first, Instant time) {
        List<BsonDocument> commands = new ArrayList<>(List.of(create(), createIndexes()));
        if (!first.isEmpty()) {
            var created = new BsonDateTime(time.toEpochMilli());
            var documents = new BsonArray(first.stream()
                    .map(draft -> Envelopes.drafted(draft).append("created_at", created))
                    .toList());
            commands.add(new BsonDocument("insert", new BsonString(model.name())).append("documents", documents));
        }
        JsonWriterSettings exact =
                JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();
        return commands.stream().map(command -> command.toJson(exact)).toList();
    }

    /**
     * What a collection is without, in words.
     *
     * @param options of the collection that is there
     * @param found its indexes
     */
    List<String> missing(BsonDocument options, List<BsonDocument> found) {
        List<String> missing = new ArrayList<>();
        boolean isStrict =
                isUsual(options, "validationLevel", "strict") && isUsual(options, "validationAction", "error");
        if (!isStrict || !validator().equals(options.get("validator"))) {
            missing.add("the validator of " + model.name());
        }
        Set<BsonDocument> there = found.stream().map(CollectionCommands::shape).collect(Collectors.toSet());
        keys().forEach((name, key) -> {
            if (!there.contains(shape(new BsonDocument("key", key).append("name", new BsonString(name))))) {
                missing.add("the index %s of %s".formatted(name, model.name()));
            }
        });
        return missing;
    }

    private static boolean isUsual(BsonDocument options, String option, String usual) {
        return options.getString(option, new BsonString(usual)).getValue().equals(usual);
    }

    /** Its name and its fields in their order; servers differ in the type of the number that says which direction. */
    private static BsonDocument shape(BsonDocument index) {
        var shape = new BsonDocument("name", index.getString("name"));
        BsonDocument key = index.getDocument("key");
        key.forEach((field, direction) ->
                shape.append("key." + field, new BsonString(direction.isNumber() ? sign(direction) : "other")));
        return shape;
    }

    private static String sign(BsonValue direction) {
        return direction.asNumber().doubleValue() > 0 ? "up" : "down";
    }

    private Map<String, BsonDocument> keys() {
        Map<String, BsonDocument> keys = new LinkedHashMap<>();
        keys.put("by_age", ascending("st", "created_at", "_id").toBsonDocument());
        for (Field field : model.indexes()) {
            keys.put(field.name(), ascending(Selections.path(field), "_id").toBsonDocument());
        }
        return keys;
    }

    private BsonDocument validator() {
        List<Bson> all = new ArrayList<>();
        all.add(Filters.in("st", "NEW", "LIVE", "DEL"));
        all.add(Filters.type("ver", "long"));
        all.add(Filters.type("bk", "long"));
        all.add(Filters.type("created_at", "date"));
        model.rules().forEach(rule -> all.add(filter(rule)));
        return Filters.and(all).toBsonDocument();
    }

    private static Bson filter(Rule rule) {
        if (rule instanceof Rule.IdBegins id) {
            return begins("_id", id.prefix());
        }
        if (rule instanceof Rule.FieldBegins begins) {
            return unlessDeleted(begins(Selections.path(begins.field()), begins.prefix()));
        }
        Rule.FieldIn in = (Rule.FieldIn) rule;
        return unlessDeleted(Filters.in(Selections.path(in.field()), in.texts()));
    }

    private static Bson unlessDeleted(Bson filter) {
        return Filters.or(Filters.eq("st", "DEL"), filter);
    }

    /** As a range: texts are ordered by their bytes. */
    private static Bson begins(String field, String prefix) {
        int last = prefix.length() - 1;
        String next = prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
        return Filters.and(Filters.gte(field, prefix), Filters.lt(field, next));
    }
}
