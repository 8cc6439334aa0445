/** What a pool is made of: the connections it lends, who has them, and commits that say what became of them. */
@NullMarked
package io.holdfast.pool.lending;

import org.jspecify.annotations.NullMarked;
