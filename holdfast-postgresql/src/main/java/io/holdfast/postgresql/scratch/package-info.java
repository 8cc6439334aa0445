/** Databases that are thrown away: on a server that was named, or on one of our own that lives as long. */
@NullMarked
package io.holdfast.postgresql.scratch;

import org.jspecify.annotations.NullMarked;
