package io.holdfast.mongodb.migration;

import io.holdfast.engine.MigrationStatement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bson.BsonDocument;
import org.bson.BsonInvalidOperationException;
import org.bson.BsonSerializationException;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.json.JsonParseException;

/** Why a command must not be in a list, and what to write instead. */
final class Objections {
    /** What the runner says itself with each command. */
    private static final List<String> OF_THE_RUNNER = List.of(
            "$db",
            "lsid",
            "txnNumber",
            "startTransaction",
            "autocommit",
            "readConcern",
            "writeConcern",
            "$readPreference");

    private static final BsonValue NOTHING = new BsonString("");

    private Objections() {}

    /** The objection to {@code statement}; empty for nearly all. */
    static Optional<String> to(MigrationStatement statement) {
        try {
            return to(Command.of(statement));
        } catch (JsonParseException | BsonInvalidOperationException | BsonSerializationException wrong) {
            return Optional.of("it is not in the Extended JSON of MongoDB: %s; expected types such as {\"$oid\": \"…\"}"
                    .formatted(wrong.getMessage()));
        } catch (IllegalArgumentException wrong) { // an ObjectId or a decimal that is none
            return Optional.of(
                    "a value of it is none: %s; expected it as Extended JSON has it".formatted(wrong.getMessage()));
        }
    }

    private static Optional<String> to(Command command) {
        Set<String> known = new TreeSet<>(Command.DATA);
        known.addAll(Command.DEFINITIONS);
        if (!known.contains(command.name())) {
            return Optional.of("the command %s is not run by migrations; expected one of %s"
                    .formatted(command.name(), String.join(", ", known)));
        }
        if (command.target().isEmpty()) {
            return Optional.of("%s names no collection; expected {\"%s\": \"orders\", …}"
                    .formatted(command.name(), command.name()));
        }
        for (String key : OF_THE_RUNNER) {
            if (command.document().containsKey(key)) {
                return Optional.of(
                        "%s is said with each command by the runner; expected the command without it".formatted(key));
            }
        }
        return ours(command.target())
                .or(() -> ours(command.text("to")))
                .or(() -> command.name().equals("renameCollection") ? renaming(command) : Optional.empty())
                .or(() -> command.name().equals("aggregate") ? writing(command) : Optional.empty());
    }

    private static Optional<String> ours(String collection) {
        return collection.startsWith("holdfast_") || collection.startsWith("system.")
                ? Optional.of(
                        "%s is not a collection of the application; expected one of its own".formatted(collection))
                : Optional.empty();
    }

    private static Optional<String> renaming(Command command) {
        return command.text("to").isEmpty()
                ? Optional.of(
                        "it does not say what the collection is to be called; expected {\"renameCollection\": \"a\", \"to\": \"b\"},"
                                + " both without the name of the database")
                : Optional.empty();
    }

    /** An aggregation that only reads has no place here, and one that adds to what is there could be run twice. */
    private static Optional<String> writing(Command command) {
        Optional<BsonDocument> last = command.lastStage();
        if (last.isEmpty() || !(last.get().containsKey("$out") || last.get().containsKey("$merge"))) {
            return Optional.of("this only reads; expected $out or $merge as its last step, or no such command");
        }
        String step = last.get().getFirstKey();
        BsonValue into = last.get().get(step, NOTHING);
        BsonValue named = into.isDocument() && into.asDocument().containsKey("into")
                ? into.asDocument().get("into", NOTHING)
                : into;
        if (named.isDocument() && named.asDocument().containsKey("db")) {
            return Optional.of("it writes into another database; expected a collection of this one");
        }
        if (into.isDocument()
                && into.asDocument().containsKey("whenMatched")
                && into.asDocument().isArray("whenMatched")) {
            return Optional.of("it computes with what is there, and after an interruption it could do that twice;"
                    + " expected whenMatched to be replace, merge, keepExisting or fail, or an update");
        }
        return named.isString() ? ours(named.asString().getValue()) : Optional.empty();
    }
}
