/** Side-by-side measurements: Holdfast and its peers, on the same machine, in one run. */
@NullMarked
package io.holdfast.benchmarks;

import org.jspecify.annotations.NullMarked;
