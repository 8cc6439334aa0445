package io.holdfast.schema;

import io.holdfast.config.Endpoint;
import io.holdfast.schema.run.Conditions;

/** Gives migrations on a database that is thrown away. */
@FunctionalInterface
interface Elsewhere {

    /** Those that {@code planning} knows, on the database at {@code endpoint}. */
    Migrations at(Endpoint endpoint, Conditions conditions, Planning planning);
}
