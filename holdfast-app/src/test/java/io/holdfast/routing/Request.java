package io.holdfast.routing;

import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.Change;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.engine.document.Draft;
import io.holdfast.engine.document.Envelope;
import io.holdfast.engine.document.Filter;
import io.holdfast.error.HoldfastException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * What somebody wants of the databases, honest or not.
 *
 * @param type who asks, as it was decided
 * @param name what that person says to be called
 * @param category of what
 * @param operation to do what
 * @param body what is to be stored; whatever the person sent is in it, and may contradict the rest
 * @param anywhere the store that is asked instead of the routed one, by a defect; empty for none
 */
record Request(
        UserType type, String name, Category category, DataOperation operation, Body body, Optional<Role> anywhere) {
    private static final List<String> PIECES = List.of(
            "ada",
            "eve",
            "internal_",
            "external_",
            "/",
            "/7",
            ":",
            " ",
            "'; --",
            "\"",
            "\\",
            "%",
            "é",
            "e\u0301",
            "İ",
            "\uD83D\uDE00",
            "\u200D",
            "\u00A0",
            "\u202E",
            "\0",
            "\n",
            "\uD800",
            "\uFFFF",
            "艾达",
            "іnternal_",
            "عادة");

    static Request of(Random random) {
        UserType type = UserType.values()[random.nextInt(2)];
        String name = name(random);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("user_id", random.nextInt(5) > 0 ? type.prefix() + name : name(random));
        fields.put("user_type", random.nextInt(5) > 0 ? type.code() : name(random));
        return new Request(
                type,
                name,
                Category.values()[random.nextInt(3)],
                DataOperation.values()[random.nextInt(DataOperation.values().length)],
                body(fields),
                random.nextInt(4) > 0 ? Optional.empty() : Optional.of(Role.values()[random.nextInt(6)]));
    }

    private static String name(Random random) {
        var text = new StringBuilder();
        for (int left = random.nextInt(4); left >= 0; left--) {
            text.append(
                    random.nextInt(5) > 0
                            ? PIECES.get(random.nextInt(PIECES.size()))
                            : Character.toString(random.nextInt(Character.MAX_CODE_POINT + 1)));
        }
        return text.toString();
    }

    private static Body body(Map<String, Object> fields) {
        try {
            return Body.of(fields);
        } catch (HoldfastException unwritable) {
            return Body.empty();
        }
    }

    /** The same, honest and of a user of {@code type}: what it is to create is well-formed. */
    Optional<Request> honest(UserType type) {
        try {
            String id = UserId.of(type, new RawId(name)).text();
            Body proper = Body.of(Map.of("user_id", id, "user_type", type.code()));
            return Optional.of(new Request(type, name, category, DataOperation.CREATE, proper, Optional.empty()));
        } catch (HoldfastException refused) {
            return Optional.empty();
        }
    }

    /** The id that its document has. */
    String id() {
        return DocumentKey.of(UserId.of(type, new RawId(name))).id();
    }

    /**
     * Does it.
     *
     * @throws HoldfastException if it is refused
     */
    void send(RoutedStores stores) {
        String id = id();
        Route route = Router.route(type, category, operation);
        List<DocumentStore> targets =
                anywhere.map(role -> List.of(stores.of(role, category))).orElseGet(() -> stores.of(route, category));
        for (DocumentStore store : targets) {
            switch (operation) {
                case READ -> store.get(id);
                case LIST -> store.find(Filter.ALL.and("user_id", id), Optional.empty(), 10);
                case CREATE -> store.insertIfAbsent(Draft.live(id, body));
                case CHANGE -> replace(store, id, Optional.of(body));
                case DELETE -> replace(store, id, Optional.empty());
            }
        }
    }

    private static void replace(DocumentStore store, String id, Optional<Body> body) {
        Optional<Envelope> before = store.get(id);
        if (before.isPresent()) {
            store.replaceIf(id, before.get().version(), new Change(List.of(), body));
        }
    }
}
