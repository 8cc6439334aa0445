package io.holdfast.mongodb.document;

import com.mongodb.client.model.Filters;
import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.Field;
import io.holdfast.engine.document.Filter;
import io.holdfast.engine.document.Scan;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.conversions.Bson;

/** Which documents are meant, in the words of MongoDB. */
final class Selections {
    static final Bson NOT_PROVISIONAL = Filters.ne("st", "NEW");

    private Selections() {}

    static Bson at(String id, long version) {
        return Filters.and(Filters.eq("_id", id), Filters.eq("ver", version), NOT_PROVISIONAL);
    }

    static Bson provisional(String id, String nonce) {
        return Filters.and(Filters.eq("_id", id), Filters.eq("st", "NEW"), Filters.eq("nonce", nonce));
    }

    static Bson scan(Scan scan, Optional<Scan.Cursor> after) {
        List<Bson> all = new ArrayList<>();
        all.add(Filters.eq("st", scan.state().name()));
        scan.until().ifPresent(until -> all.add(Filters.lte("created_at", Date.from(until))));
        after.ifPresent(cursor -> {
            Date created = Date.from(cursor.createdAt());
            all.add(Filters.or(
                    Filters.gt("created_at", created),
                    Filters.and(Filters.eq("created_at", created), Filters.gt("_id", cursor.id()))));
        });
        return Filters.and(all);
    }

    /** MongoDB finds a list by what it holds, and fields in the documents of a list; that is ruled out. */
    static Bson living(Filter filter, Optional<String> after) {
        List<Bson> all = new ArrayList<>();
        all.add(Filters.eq("st", "LIVE"));
        filter.equal().forEach((field, value) -> {
            all.add(Filters.eq(path(field), kept(value)));
            for (int keys = 1; keys <= field.keys().size(); keys++) {
                all.add(Filters.not(Filters.type(path(field, keys), BsonType.ARRAY)));
            }
        });
        after.ifPresent(id -> all.add(Filters.gt("_id", id)));
        return Filters.and(all);
    }

    /** The value as a body keeps it: bytes and UUIDs are kept as binary values. */
    private static BsonValue kept(Object value) {
        return BodyWriting.value(Body.of(Map.of("value", value)).fields().get("value"));
    }

    static String path(Field field) {
        return path(field, field.keys().size());
    }

    private static String path(Field field, int keys) {
        return "body." + String.join(".", field.keys().subList(0, keys));
    }
}
