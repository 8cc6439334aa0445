/** Internal or external, and in which of the seven databases: where each document of a user may be. */
@NullMarked
package io.holdfast.routing;

import org.jspecify.annotations.NullMarked;
