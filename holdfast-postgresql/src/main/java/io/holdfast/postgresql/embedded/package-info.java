/** A PostgreSQL server of one's own, in a folder. */
@NullMarked
package io.holdfast.postgresql.embedded;

import org.jspecify.annotations.NullMarked;
