/** Compares the structure that a database has with the one that its migrations give. */
@NullMarked
package io.holdfast.schema.drift;

import org.jspecify.annotations.NullMarked;
