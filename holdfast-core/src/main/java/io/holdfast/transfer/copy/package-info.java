/** Rows on their way: each stored value becomes a value of the target, as the plan says. */
@NullMarked
package io.holdfast.transfer.copy;

import org.jspecify.annotations.NullMarked;
