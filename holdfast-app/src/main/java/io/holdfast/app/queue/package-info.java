/** The queue of deferred writes, shown and changed from the command line. */
@NullMarked
package io.holdfast.app.queue;

import org.jspecify.annotations.NullMarked;
