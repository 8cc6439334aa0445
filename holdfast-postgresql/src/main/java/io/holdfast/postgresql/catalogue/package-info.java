/** The structure of a schema, read whole from the server's catalogue. */
@NullMarked
package io.holdfast.postgresql.catalogue;

import org.jspecify.annotations.NullMarked;
