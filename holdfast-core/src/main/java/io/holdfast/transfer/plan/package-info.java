/** What a transfer will do, and why: a type and a conversion for each column, a statement for each object. */
@NullMarked
package io.holdfast.transfer.plan;

import org.jspecify.annotations.NullMarked;
