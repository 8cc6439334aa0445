package io.holdfast.lifecycle;

import io.holdfast.routing.Category;
import io.holdfast.routing.UserType;
import java.util.Optional;

/**
 * What the documents of an earlier collection are, and which of their fields say whose. A field may be one within others,
 * with dots between the names.
 *
 * @param collection its name there
 * @param category what its documents are
 * @param type whose they all are; empty where each of them says so
 * @param idField the id of the user, with its prefix or without
 * @param typeField {@code internal} or {@code external}
 * @param createdField when the document was made
 * @param partField tells it from the others of its user; empty for {@code _id} or, where there is none, {@code id}
 */
public record Mapping(
        String collection,
        Category category,
        Optional<UserType> type,
        String idField,
        String typeField,
        String createdField,
        Optional<String> partField) {

    /** One with the fields that Holdfast's own documents have. */
    public static Mapping usual(String collection, Category category) {
        return new Mapping(
                collection, category, Optional.empty(), "user_id", "user_type", "created_at", Optional.empty());
    }

    /** A copy of which all documents are of users of {@code all}. */
    public Mapping as(UserType all) {
        return new Mapping(collection, category, Optional.of(all), idField, typeField, createdField, partField);
    }

    /** A copy that finds the user's id in {@code field}. */
    public Mapping withIdField(String field) {
        return new Mapping(collection, category, type, field, typeField, createdField, partField);
    }

    /** A copy that finds the user's type in {@code field}. */
    public Mapping withTypeField(String field) {
        return new Mapping(collection, category, type, idField, field, createdField, partField);
    }

    /** A copy that finds the time of creation in {@code field}. */
    public Mapping withCreatedField(String field) {
        return new Mapping(collection, category, type, idField, typeField, field, partField);
    }

    /** A copy that finds in {@code field} what tells the documents of one user from each other. */
    public Mapping withPartField(String field) {
        return new Mapping(collection, category, type, idField, typeField, createdField, Optional.of(field));
    }
}
