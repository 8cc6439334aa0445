/** What is logged by the library, in a way that cannot fail what is being logged. */
@NullMarked
package io.holdfast.log;

import org.jspecify.annotations.NullMarked;
