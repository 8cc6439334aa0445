/** The structure of a SQLite database, from its pragmas and its declarations. */
@NullMarked
package io.holdfast.sqlite.schema;

import org.jspecify.annotations.NullMarked;
