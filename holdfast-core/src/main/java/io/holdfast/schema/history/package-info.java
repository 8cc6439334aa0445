/** What was done to a schema, as a table of the database itself tells. */
@NullMarked
package io.holdfast.schema.history;

import org.jspecify.annotations.NullMarked;
