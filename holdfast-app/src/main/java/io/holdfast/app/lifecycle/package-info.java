/** What {@code holdfast lifecycle} adds to the lifecycle of documents: options, progress, reports, and a record of actions. */
@NullMarked
package io.holdfast.app.lifecycle;

import org.jspecify.annotations.NullMarked;
