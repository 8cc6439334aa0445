package io.holdfast.mongodb.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Counts the documents, and those with values, that are there now and would be gone after a command. */
final class DocumentLosses {
    private static final BsonDocument ALL = new BsonDocument();

    private final Channel channel;

    DocumentLosses(Channel channel) {
        this.channel = channel;
    }

    /** What {@code command} would lose, in words; empty if nothing. */
    Optional<String> of(Command command) {
        List<String> losses = new ArrayList<>();
        switch (command.name()) {
            case "drop" -> add(losses, "%d documents of %s", command.target(), ALL);
            case "delete" ->
                command.list("deletes")
                        .forEach(each -> add(
                                losses,
                                "%d documents of %s",
                                command.target(),
                                each.getDocument("q", new BsonDocument())));
            case "update" -> command.list("updates").forEach(each -> unset(losses, command.target(), each));
            case "renameCollection" -> {
                if (command.document().get("dropTarget", BsonBoolean.FALSE).equals(BsonBoolean.TRUE)) {
                    add(losses, "%d documents of %s", command.text("to"), ALL);
                }
            }
            case "aggregate" ->
                command.lastStage()
                        .map(stage -> stage.get("$out"))
                        .filter(BsonValue::isString)
                        .ifPresent(into -> add(
                                losses, "%d documents of %s", into.asString().getValue(), ALL));
            default -> {}
        }
        return losses.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", losses));
    }

    private void unset(List<String> losses, String collection, BsonDocument update) {
        if (!(update.get("u") instanceof BsonDocument change)
                || !(change.get("$unset") instanceof BsonDocument fields)) {
            return;
        }
        for (String field : fields.keySet()) {
            var there = new BsonDocument(field, new BsonDocument("$exists", BsonBoolean.TRUE));
            var both = new BsonDocument(
                    "$and", new BsonArray(List.of(update.getDocument("q", new BsonDocument()), there)));
            add(losses, "the values of %2$s." + field.replace("%", "%%") + " in %1$d documents", collection, both);
        }
    }

    private void add(List<String> losses, String form, String collection, BsonDocument which) {
        long count = channel.collection(collection).countDocuments(which);
        if (count > 0) {
            losses.add(form.formatted(count, collection));
        }
    }
}
