/**
 * Proof that the target holds what the source holds. Both sides are read anew, and nothing of the copy's code is used:
 * a mistake there must not hide itself here.
 */
@NullMarked
package io.holdfast.transfer.verify;

import org.jspecify.annotations.NullMarked;
