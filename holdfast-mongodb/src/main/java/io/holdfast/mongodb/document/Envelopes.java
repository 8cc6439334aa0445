package io.holdfast.mongodb.document;

import io.holdfast.engine.document.Draft;
import io.holdfast.engine.document.Envelope;
import io.holdfast.engine.document.Standing;
import io.holdfast.engine.document.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Envelopes as documents of MongoDB, and back. */
final class Envelopes {
    private static final long FIRST = 1;

    private Envelopes() {}

    /** All but the time of its creation, which the server gives. */
    static BsonDocument drafted(Draft draft) {
        var document = new BsonDocument("_id", new BsonString(draft.id()))
                .append("ver", new BsonInt64(FIRST))
                .append("st", new BsonString(draft.state().name()))
                .append("applied", texts(draft.applied()))
                .append("bk", new BsonInt64(0))
                .append("body", BodyWriting.document(draft.body()));
        draft.nonce().ifPresent(nonce -> document.append("nonce", new BsonString(nonce)));
        return document;
    }

    /** All but the time at which it was copied, which the server gives. */
    static BsonDocument copied(Envelope copy) {
        if (copy.state() == State.NEW) {
            throw new IllegalArgumentException("a provisional document is not copied");
        }
        var document = new BsonDocument("_id", new BsonString(copy.id()))
                .append("ver", new BsonInt64(copy.version()))
                .append("st", new BsonString(copy.state().name()))
                .append("applied", texts(copy.applied()))
                .append("bk", new BsonInt64(copy.backedUp()))
                .append("created_at", new BsonDateTime(copy.createdAt().toEpochMilli()));
        copy.body().ifPresent(body -> document.append("body", BodyWriting.document(body)));
        return document;
    }

    static BsonArray texts(List<String> texts) {
        return new BsonArray(texts.stream().map(BsonString::new).toList());
    }

    static Envelope envelope(BsonDocument document) {
        return new Envelope(
                document.getString("_id").getValue(),
                document.getNumber("ver").longValue(),
                state(document),
                Optional.ofNullable(document.get("nonce"))
                        .map(nonce -> nonce.asString().getValue()),
                document.getArray("applied").stream()
                        .map(each -> each.asString().getValue())
                        .toList(),
                document.getNumber("bk").longValue(),
                time(document.get("created_at")).orElseThrow(),
                time(document.get("moved_at")),
                Optional.ofNullable(document.get("body")).map(body -> BodyReading.body(body.asDocument())));
    }

    static Standing standing(BsonDocument document) {
        return new Standing(document.getNumber("ver").longValue(), state(document));
    }

    private static State state(BsonDocument document) {
        return State.valueOf(document.getString("st").getValue());
    }

    private static Optional<Instant> time(@Nullable BsonValue time) {
        return Optional.ofNullable(time)
                .map(at -> Instant.ofEpochMilli(at.asDateTime().getValue()));
    }
}
