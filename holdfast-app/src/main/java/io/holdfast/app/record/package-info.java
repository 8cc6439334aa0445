/** The record of administrative actions, as the command keeps it. */
@NullMarked
package io.holdfast.app.record;

import org.jspecify.annotations.NullMarked;
