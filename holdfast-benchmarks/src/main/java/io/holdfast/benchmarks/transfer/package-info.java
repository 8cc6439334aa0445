/** The transfer beside {@code sqlite3 | psql}. */
@NullMarked
package io.holdfast.benchmarks.transfer;

import org.jspecify.annotations.NullMarked;
