/** The way to a database as its servers come and go: who is up, where calls go, and who waits. */
@NullMarked
package io.holdfast.gate;

import org.jspecify.annotations.NullMarked;
