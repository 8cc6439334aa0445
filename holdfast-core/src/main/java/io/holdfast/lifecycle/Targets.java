package io.holdfast.lifecycle;

import io.holdfast.engine.document.DocumentStore;
import io.holdfast.routing.Category;
import io.holdfast.routing.Role;

/** Where documents go: a collection in each of the databases with a role. */
@FunctionalInterface
interface Targets {

    /** The documents of {@code category} in the database of {@code role}. */
    DocumentStore of(Role role, Category category);
}
