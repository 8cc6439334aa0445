/** The audit trail: whether the record of administrative actions is as it was written, what it says, and for how long. */
@NullMarked
package io.holdfast.audit;

import org.jspecify.annotations.NullMarked;
