/** How long to wait, how to wait, and when to give up. */
@NullMarked
package io.holdfast.resilience;

import org.jspecify.annotations.NullMarked;
