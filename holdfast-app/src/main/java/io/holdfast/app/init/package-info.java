/** The files that a new project begins with. */
@NullMarked
package io.holdfast.app.init;

import org.jspecify.annotations.NullMarked;
