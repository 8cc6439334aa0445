package io.holdfast.lifecycle;

import io.holdfast.engine.Original;
import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.Extended;
import io.holdfast.error.HoldfastException;
import io.holdfast.routing.Category;
import io.holdfast.routing.DocumentKey;
import io.holdfast.routing.RawId;
import io.holdfast.routing.UserId;
import io.holdfast.routing.UserType;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says what each document of an earlier collection becomes. The same document always becomes the same. */
final class Mapper {
    private static final String USER_ID = "user_id";
    private static final String USER_TYPE = "user_type";
    private static final double MOST_WHOLE = 1L << 53;

    private final Mapping mapping;

    Mapper(Mapping mapping) {
        this.mapping = mapping;
    }

    /** Stops at what is wrong. */
    private static final class Unmapped extends Exception {
        private static final long serialVersionUID = 1;

        private final Reason reason;

        Unmapped(Reason reason, String detail) {
            super(detail, null, false, false);
            this.reason = reason;
        }

        String detail() {
            return String.valueOf(getMessage());
        }
    }

    /** What {@code original} becomes. */
    Mapped map(Original original) {
        try {
            Body body = original.body().orElseThrow(() -> new Unmapped(Reason.NO_BODY, original.problem()));
            UserId owner = owner(body);
            DocumentKey target = target(body, owner);
            return new Mapped.Document(original.key(), target, created(body), owned(body, owner));
        } catch (Unmapped unmapped) {
            return new Mapped.Refused(original.key(), unmapped.reason, unmapped.detail());
        }
    }

    private UserId owner(Body body) throws Unmapped {
        Object found = body.at(mapping.idField())
                .orElseThrow(() -> new Unmapped(Reason.NO_USER, "there is nothing in " + mapping.idField()));
        String id = text(found)
                .orElseThrow(() -> new Unmapped(Reason.BAD_USER, mapping.idField() + " is neither text nor a number"));
        Optional<UserType> prefix = prefix(id);
        UserType type = type(body, prefix);
        String raw = prefix.isPresent() ? id.substring(type.prefix().length()) : id;
        try {
            return UserId.of(type, new RawId(raw));
        } catch (HoldfastException refused) {
            throw new Unmapped(Reason.BAD_USER, refused.failure().sentence());
        }
    }

    private static Optional<UserType> prefix(String id) {
        return Arrays.stream(UserType.values())
                .filter(type -> id.startsWith(type.prefix())
                        && id.length() > type.prefix().length())
                .findFirst();
    }

    /** All that says something about it has to say the same. */
    private UserType type(Body body, Optional<UserType> prefix) throws Unmapped {
        Set<UserType> said = EnumSet.noneOf(UserType.class);
        mapping.type().ifPresent(said::add);
        prefix.ifPresent(said::add);
        Optional<Object> field = body.at(mapping.typeField());
        if (field.isPresent()) {
            said.add(Arrays.stream(UserType.values())
                    .filter(type -> type.code().equals(field.get()))
                    .findFirst()
                    .orElseThrow(() -> new Unmapped(
                            Reason.AMBIGUOUS_TYPE, mapping.typeField() + " is neither internal nor external")));
        }
        if (said.isEmpty() && mapping.category() == Category.HR) {
            return UserType.INTERNAL;
        }
        if (said.size() != 1) {
            throw new Unmapped(Reason.AMBIGUOUS_TYPE, said.isEmpty() ? "nothing says it" : "both are said");
        }
        UserType type = said.iterator().next();
        if (type == UserType.EXTERNAL && mapping.category() == Category.HR) {
            throw new Unmapped(Reason.EXTERNAL_HR, "");
        }
        return type;
    }

    private DocumentKey target(Body body, UserId owner) throws Unmapped {
        if (mapping.category() == Category.USER) {
            return DocumentKey.of(owner);
        }
        Optional<String> part = part(body).map(text -> within(text, owner));
        if (part.isEmpty() && mapping.category() != Category.HR) {
            throw new Unmapped(
                    Reason.NO_PART, "there is none in " + mapping.partField().orElse("_id and id"));
        }
        try {
            return new DocumentKey(owner, part.orElse(""));
        } catch (HoldfastException refused) {
            throw new Unmapped(Reason.NO_PART, refused.failure().sentence());
        }
    }

    private Optional<String> part(Body body) throws Unmapped {
        Optional<Object> found = mapping.partField().isPresent()
                ? body.at(mapping.partField().get())
                : body.at("_id").or(() -> body.at("id"));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(text(found.get())
                .orElseThrow(() -> new Unmapped(Reason.NO_PART, "its id is neither text nor a number")));
    }

    /** What is left of {@code id} without the id of its owner, which is before a slash, or all of it. */
    private static String within(String id, UserId owner) {
        String raw = owner.text().substring(owner.type().prefix().length());
        for (String whole : new String[] {owner.text(), raw}) {
            if (id.equals(whole)) {
                return "";
            }
            if (id.startsWith(whole + "/")) {
                return id.substring(whole.length() + 1);
            }
        }
        return id;
    }

    private Optional<Instant> created(Body body) throws Unmapped {
        Optional<Object> found = body.at(mapping.createdField());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Times.of(found.get())
                .orElseThrow(() -> new Unmapped(Reason.BAD_TIME, mapping.createdField() + " is no time")));
    }

    /** All of {@code body}, with the owner as the databases want it said. */
    private static Body owned(Body body, UserId owner) throws Unmapped {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(body.fields());
        Object id = fields.put(USER_ID, owner.text());
        Object type = fields.put(USER_TYPE, owner.type().code());
        if (owner.text().equals(id) && owner.type().code().equals(type)) {
            return body;
        }
        try {
            return Body.of(fields);
        } catch (HoldfastException tooLarge) {
            throw new Unmapped(Reason.NO_BODY, tooLarge.failure().sentence());
        }
    }

    /** An id as text; empty if {@code value} is of a type that ids are not of. */
    private static Optional<String> text(Object value) {
        if (value instanceof String || value instanceof Integer || value instanceof Long) {
            return Optional.of(value.toString());
        }
        if (value instanceof Double number && Math.rint(number) == number && Math.abs(number) < MOST_WHOLE) {
            return Optional.of(Long.toString(number.longValue()));
        }
        if (value instanceof Extended.ObjectId id) {
            return Optional.of(id.hex());
        }
        return value instanceof Extended.Binary binary ? binary.uuid().map(UUID::toString) : Optional.empty();
    }
}
