/** The durable queue: entries and what became of them, in files of checked lines. */
@NullMarked
package io.holdfast.degrade.queue;

import org.jspecify.annotations.NullMarked;
