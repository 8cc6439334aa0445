/** The log of the command: one line for each event, on standard error, without secrets. */
@NullMarked
package io.holdfast.app.logging;

import org.jspecify.annotations.NullMarked;
