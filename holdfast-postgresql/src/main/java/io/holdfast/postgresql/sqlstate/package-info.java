/** What PostgreSQL's error codes mean. */
@NullMarked
package io.holdfast.postgresql.sqlstate;

import org.jspecify.annotations.NullMarked;
