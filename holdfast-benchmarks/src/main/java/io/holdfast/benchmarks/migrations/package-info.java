/** A thousand migrations of a schema, through Holdfast and beside what people use without it. */
@NullMarked
package io.holdfast.benchmarks.migrations;

import org.jspecify.annotations.NullMarked;
