/** The structure of a database, written as PostgreSQL's SQL and read back from its catalogue. */
@NullMarked
package io.holdfast.postgresql.ddl;

import org.jspecify.annotations.NullMarked;
