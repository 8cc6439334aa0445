/** What can be observed right now: features offer it, readers ask for it. */
@NullMarked
package io.holdfast.signal;

import org.jspecify.annotations.NullMarked;
