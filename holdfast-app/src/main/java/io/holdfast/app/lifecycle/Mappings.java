package io.holdfast.app.lifecycle;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.lifecycle.Mapping;
import io.holdfast.routing.Category;
import io.holdfast.routing.UserType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What a user says of the collections to import, as {@code COLLECTION=KIND} and {@code COLLECTION:FIELD}. */
public final class Mappings {
    private static final Map<String, Category> KINDS = Map.of(
            "users", Category.USER,
            "user", Category.USER,
            "analyses", Category.ANALYSIS,
            "analysis", Category.ANALYSIS,
            "hr", Category.HR,
            "hr_records", Category.HR);

    private final Map<String, Mapping> byCollection = new LinkedHashMap<>();

    private Mappings() {}

    /**
     * Those of {@code collections}, with the fields that Holdfast's own documents have.
     *
     * @param collections each a name, or a name and what its documents are: {@code people=users}
     * @throws HoldfastException of kind CONFIGURATION if it is not said what the documents of one are
     */
    public static Mappings of(List<String> collections) {
        var mappings = new Mappings();
        for (String text : collections) {
            int sign = text.lastIndexOf('=');
            String name = sign < 0 ? text : text.substring(0, sign);
            String kind = sign < 0 ? text.substring(text.lastIndexOf('.') + 1) : text.substring(sign + 1);
            Category category = Optional.ofNullable(KINDS.get(kind.toLowerCase(Locale.ROOT)))
                    .orElseThrow(() -> wrong(
                            "it is not said what the documents of %s are".formatted(name),
                            "write %s=users, %s=analyses or %s=hr".formatted(name, name, name)));
            if (mappings.byCollection.put(name, Mapping.usual(name, category)) != null) {
                throw wrong("the collection %s is named twice".formatted(name), "name each collection once");
            }
        }
        return mappings;
    }

    /**
     * Has all documents be of users of one type.
     *
     * @param type {@code internal} or {@code external}; null to leave it as it is
     * @throws HoldfastException of kind CONFIGURATION if it is neither
     */
    public Mappings as(@Nullable String type) {
        if (type != null) {
            UserType known = Arrays.stream(UserType.values())
                    .filter(each -> each.code().equals(type.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> wrong(
                            "users are of the type internal or external; found %s".formatted(type),
                            "write --as internal or --as external"));
            byCollection.replaceAll((name, mapping) -> mapping.as(known));
        }
        return this;
    }

    /** The user's id is in these fields. Each is one of all collections, or, as {@code COLLECTION:FIELD}, of one. */
    public Mappings ids(List<String> fields) {
        return each("--id", fields, Mapping::withIdField);
    }

    /** The user's type is in these fields. */
    public Mappings types(List<String> fields) {
        return each("--type", fields, Mapping::withTypeField);
    }

    /** The time of creation is in these fields. */
    public Mappings created(List<String> fields) {
        return each("--created", fields, Mapping::withCreatedField);
    }

    /** What tells the documents of one user from each other is in these fields. */
    public Mappings parts(List<String> fields) {
        return each("--part", fields, Mapping::withPartField);
    }

    private Mappings each(String option, List<String> fields, BiFunction<Mapping, String, Mapping> change) {
        for (String text : fields) {
            int colon = text.indexOf(':');
            String field = text.substring(colon + 1);
            String collection = colon < 0 ? "" : text.substring(0, colon);
            if (field.isEmpty() || (colon >= 0 && !byCollection.containsKey(collection))) {
                throw wrong(
                        "%s %s names no field of a collection that is imported".formatted(option, text),
                        "write %s FIELD for all collections, or %s COLLECTION:FIELD for one".formatted(option, option));
            }
            byCollection.replaceAll(
                    (name, mapping) -> colon < 0 || name.equals(collection) ? change.apply(mapping, field) : mapping);
        }
        return this;
    }

    /** All of them, in their order. */
    public List<Mapping> list() {
        return new ArrayList<>(byCollection.values());
    }

    private static HoldfastException wrong(String sentence, String hint) {
        return Failure.of(ErrorKind.CONFIGURATION, sentence).withHint(hint).exception();
    }
}
