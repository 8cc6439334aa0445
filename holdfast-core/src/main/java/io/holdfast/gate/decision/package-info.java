/** Where calls go, as a consequence of what is known and of nothing else. */
@NullMarked
package io.holdfast.gate.decision;

import org.jspecify.annotations.NullMarked;
