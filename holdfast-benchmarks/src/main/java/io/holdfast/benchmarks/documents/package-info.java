/** Documents, beside the plain drivers of their engines. */
@NullMarked
package io.holdfast.benchmarks.documents;

import org.jspecify.annotations.NullMarked;
