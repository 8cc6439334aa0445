/** What every bench measures with: rounds, samples, figures, and a server of its own. */
@NullMarked
package io.holdfast.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
