/** How databases are doing, for those who watch them: signals, and metrics, which need Micrometer. */
@NullMarked
package io.holdfast.health;

import org.jspecify.annotations.NullMarked;
