/** Things that happened and who listens, and the record of administrative actions: intent before, outcome after. */
@NullMarked
package io.holdfast.event;

import org.jspecify.annotations.NullMarked;
