/** The front door: everything an application needs to begin. */
@NullMarked
package io.holdfast;

import org.jspecify.annotations.NullMarked;
