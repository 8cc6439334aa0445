/** What callers and listeners see of a pool. */
@NullMarked
package io.holdfast.pool;

import org.jspecify.annotations.NullMarked;
