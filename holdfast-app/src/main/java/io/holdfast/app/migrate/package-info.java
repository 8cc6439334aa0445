/** What {@code holdfast migrate} does beyond one call, and how it shows it. */
@NullMarked
package io.holdfast.app.migrate;

import org.jspecify.annotations.NullMarked;
