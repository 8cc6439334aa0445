/** The SQLite engine: opens files, says what failures mean, and reads structure and rows. */
@NullMarked
package io.holdfast.sqlite;

import org.jspecify.annotations.NullMarked;
