/** What {@code holdfast transfer} adds to a transfer: progress, files with the report, and a record of the action. */
@NullMarked
package io.holdfast.app.transfer;

import org.jspecify.annotations.NullMarked;
