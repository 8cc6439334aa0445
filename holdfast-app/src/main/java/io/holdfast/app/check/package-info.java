/** What {@code holdfast check} finds out about databases. */
@NullMarked
package io.holdfast.app.check;

import org.jspecify.annotations.NullMarked;
