/** Rows in PostgreSQL's binary COPY format, in and out. */
@NullMarked
package io.holdfast.postgresql.copy;

import org.jspecify.annotations.NullMarked;
