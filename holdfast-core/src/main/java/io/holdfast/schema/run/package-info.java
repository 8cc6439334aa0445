/** Doing it: one runner at a time, each migration with its line of history or not at all. */
@NullMarked
package io.holdfast.schema.run;

import org.jspecify.annotations.NullMarked;
