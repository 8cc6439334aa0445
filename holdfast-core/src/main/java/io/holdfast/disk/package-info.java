/** The one seam through which Holdfast's own durable files go: queue, spool, journals, stores. */
@NullMarked
package io.holdfast.disk;

import org.jspecify.annotations.NullMarked;
