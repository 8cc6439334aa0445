/** SQLite's own SQL: what a declaration says, and what an expression means. */
@NullMarked
package io.holdfast.sqlite.sql;

import org.jspecify.annotations.NullMarked;
