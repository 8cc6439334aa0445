/** Connections to a SQLite file as JDBC promises them: transactions that begin and end where they say, one writer at a time. */
@NullMarked
package io.holdfast.sqlite.jdbc;

import org.jspecify.annotations.NullMarked;
