package io.holdfast.mongodb.migration;

import io.holdfast.engine.Migrator.Remains;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Looks what is there of a command that was begun once and may be done. What is not known to be done is run again. */
final class Remnants {
    /** What a collection does not keep of the command that made it. */
    private static final Set<String> PASSING = Set.of("create", "comment", "maxTimeMS");

    private final Channel channel;

    Remnants(Channel channel) {
        this.channel = channel;
    }

    /** What is there of {@code command}. */
    Remains of(Command command) {
        boolean done = switch (command.name()) {
            case "create" -> isMade(command);
            case "drop" -> !exists(command.target());
            case "dropIndexes" -> isDropped(command);
            case "renameCollection" -> !exists(command.target()) && exists(command.text("to"));
            default -> false; // it does the same when it is run again
        };
        return done ? Remains.DONE : Remains.NOTHING;
    }

    private boolean exists(String collection) {
        return channel.database().listCollectionNames().into(new ArrayList<>()).contains(collection);
    }

    private boolean isMade(Command command) {
        BsonDocument there = channel.database()
                .listCollections(BsonDocument.class)
                .filter(new BsonDocument("name", new BsonString(command.target())))
                .first();
        if (there == null) {
            return false;
        }
        BsonDocument options = there.getDocument("options", new BsonDocument());
        return command.document().entrySet().stream()
                .filter(option -> !PASSING.contains(option.getKey()))
                .allMatch(option -> isSame(option, options));
    }

    private static boolean isSame(Map.Entry<String, BsonValue> option, BsonDocument options) {
        BsonValue there = options.get(option.getKey());
        if (there != null && there.isNumber() && option.getValue().isNumber()) {
            return there.asNumber().doubleValue()
                    == option.getValue().asNumber().doubleValue();
        }
        return option.getValue().equals(there);
    }

    /** One that is named; of several nobody knows which were there. */
    private boolean isDropped(Command command) {
        String index = command.text("index");
        if (index.isEmpty() || index.equals("*")) {
            return false;
        }
        return !exists(command.target())
                || channel.collection(command.target()).listIndexes(BsonDocument.class).into(new ArrayList<>()).stream()
                        .noneMatch(there -> there.getString("name", new BsonString(""))
                                .getValue()
                                .equals(index));
    }
}
