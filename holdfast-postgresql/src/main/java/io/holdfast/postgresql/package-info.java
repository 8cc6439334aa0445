/** PostgreSQL as an engine: one door, {@link PostgresqlEngine}. */
@NullMarked
package io.holdfast.postgresql;

import org.jspecify.annotations.NullMarked;
