/** Every kind of error in words for people: what happened, what it means for the data, what to do. */
@NullMarked
package io.holdfast.error.explain;

import org.jspecify.annotations.NullMarked;
