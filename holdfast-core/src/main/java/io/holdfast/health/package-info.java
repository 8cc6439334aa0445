/** How databases are doing, for those who watch them: metrics. Needs Micrometer, which the rest of the library does not. */
@NullMarked
package io.holdfast.health;

import org.jspecify.annotations.NullMarked;
