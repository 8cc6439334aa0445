/** The {@code holdfast} command: where it starts, and where it ends with an exit code. */
@NullMarked
package io.holdfast.app;

import org.jspecify.annotations.NullMarked;
