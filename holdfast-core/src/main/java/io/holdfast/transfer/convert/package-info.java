/** How stored values become values of another type. */
@NullMarked
package io.holdfast.transfer.convert;

import org.jspecify.annotations.NullMarked;
