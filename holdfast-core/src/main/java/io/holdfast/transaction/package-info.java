/** Transactions: begun, committed, rolled back, and run again as a whole. */
@NullMarked
package io.holdfast.transaction;

import org.jspecify.annotations.NullMarked;
