package io.holdfast.mongodb.migration;

import io.holdfast.engine.MigrationStatement;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * One command of a list, as the server takes it.
 *
 * @param document the command; its first key names it
 */
record Command(BsonDocument document) {
    static final Set<String> DATA = Set.of("insert", "update", "delete", "findAndModify");
    static final Set<String> DEFINITIONS =
            Set.of("create", "createIndexes", "collMod", "drop", "dropIndexes", "renameCollection", "aggregate");

    /** Other names of commands, as people write them. */
    private static final Map<String, String> ALIASES =
            Map.of("createCollection", "create", "findandmodify", "findAndModify");

    /**
     * The one that {@code statement} is.
     *
     * @throws RuntimeException of the driver, if it is no Extended JSON
     */
    static Command of(MigrationStatement statement) {
        BsonDocument written = BsonDocument.parse(statement.sql());
        var document = new BsonDocument();
        String first = written.getFirstKey();
        written.forEach(
                (key, value) -> document.append(key.equals(first) ? ALIASES.getOrDefault(key, key) : key, value));
        return new Command(document);
    }

    /** Whether {@code statement} can be in a transaction, as far as its name tells. */
    static boolean changesDocuments(MigrationStatement statement) {
        return DATA.stream().anyMatch(statement::mentions);
    }

    String name() {
        return document.getFirstKey();
    }

    /** Whether it changes documents, and can be in a transaction. */
    boolean isData() {
        return DATA.contains(name());
    }

    /** The collection that it is about; empty where it names none. */
    String target() {
        return text(name());
    }

    /** A text of it; empty where there is none. */
    String text(String key) {
        return document.get(key, new BsonString("")) instanceof BsonString text ? text.getValue() : "";
    }

    /** The documents of a list of it; none where it has no such list. */
    Iterable<BsonDocument> list(String key) {
        BsonArray all = document.get(key, new BsonArray()) instanceof BsonArray array ? array : new BsonArray();
        return all.stream()
                .filter(BsonValue::isDocument)
                .map(BsonValue::asDocument)
                .toList();
    }

    /** The last step of an aggregation, which writes; empty where there is none. */
    Optional<BsonDocument> lastStage() {
        BsonDocument last = new BsonDocument();
        for (BsonDocument stage : list("pipeline")) {
            last = stage;
        }
        return last.isEmpty() ? Optional.empty() : Optional.of(last);
    }
}
