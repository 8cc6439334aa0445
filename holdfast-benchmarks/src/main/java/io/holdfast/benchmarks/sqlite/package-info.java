/** Writers and readers of one SQLite file, through Holdfast and beside what people use without it. */
@NullMarked
package io.holdfast.benchmarks.sqlite;

import org.jspecify.annotations.NullMarked;
