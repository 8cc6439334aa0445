/** Sessions that are borrowed and given back. */
@NullMarked
package io.holdfast.pool;

import org.jspecify.annotations.NullMarked;
