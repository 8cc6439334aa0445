/** The queue of late writes under many callers, and what needs no database while one is away. */
@NullMarked
package io.holdfast.benchmarks.queue;

import org.jspecify.annotations.NullMarked;
