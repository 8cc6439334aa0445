package io.holdfast.routing;

import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.Field;
import io.holdfast.engine.document.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What one of the seven databases is for. The databases may be on different servers and of different engines. */
public enum Role {
    /** All data of external users, and nothing else. */
    EXTERNAL_USERS(UserType.EXTERNAL, Category.USER, Category.ANALYSIS),
    /** Where documents of internal users begin. */
    RASEEN_TEMP_USER(UserType.INTERNAL, Category.USER, Category.ANALYSIS),
    /** Where they are once they have been in temp for their time. */
    RASEEN_MAIN_USER(UserType.INTERNAL, Category.USER, Category.ANALYSIS),
    /** The HR data of internal users. */
    RASEEN_MAIN_HR(UserType.INTERNAL, Category.HR),
    /** The backup of main. */
    SRIE_MAIN_USER(UserType.INTERNAL, Category.USER, Category.ANALYSIS),
    /** The backup of the HR data. */
    SRIE_MAIN_HR(UserType.INTERNAL, Category.HR),
    /** The service's own records: moves, decisions, leases. */
    EVALUATION_CONTROL(UserType.INTERNAL, Category.MOVE_RECORD, Category.DECISION);

    private final UserType serves;
    private final Set<Category> keeps;

    Role(UserType serves, Category... keeps) {
        this.serves = serves;
        this.keeps = Set.of(keeps);
    }

    /** What the database is called in documents, errors and logs, such as {@code raseen_temp_user}. */
    public String database() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The environment variable with its address, such as {@code RASEEN_TEMP_USER_URL}. */
    public String urlVariable() {
        return name() + "_URL";
    }

    /** The name under which it is declared, with dashes as all of them: {@code raseen-temp-user}. */
    public String declaredName() {
        return database().replace('_', '-');
    }

    /** The role of the database that is declared under {@code name}; empty if that is none of the seven. */
    public static Optional<Role> ofDeclared(String name) {
        return Arrays.stream(values())
                .filter(role -> role.declaredName().equals(name))
                .findFirst();
    }

    /** Whose data is in it. */
    public UserType serves() {
        return serves;
    }

    /** What every line of the log about it begins with. */
    public String marker() {
        return serves.marker();
    }

    /** The collection that documents of {@code category} are in, with what its database is to refuse. */
    public CollectionModel collection(Category category) {
        CollectionModel model = CollectionModel.named(category.collection()).indexedBy(Fields.USER_ID);
        return switch (category) {
            case USER, ANALYSIS, HR ->
                model.keeping(new Rule.IdBegins(serves.prefix()))
                        .keeping(new Rule.FieldBegins(Field.of(Fields.USER_ID), serves.prefix()))
                        .keeping(new Rule.FieldIn(Field.of(Fields.USER_TYPE), List.of(serves.code())));
            case MOVE_RECORD ->
                model.keeping(new Rule.FieldIn(Field.of(Fields.STATUS), List.of("pending", "completed", "failed")));
            case DECISION -> model;
        };
    }

    /** The kinds of data that may be in it. */
    public Set<Category> keeps() {
        return keeps;
    }
}
