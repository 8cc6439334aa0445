/** What went wrong, and what the caller can do about it. */
@NullMarked
package io.holdfast.error;

import org.jspecify.annotations.NullMarked;
