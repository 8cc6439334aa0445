/** Documents in a database of any engine: collections that an application reads and writes. */
@NullMarked
package io.holdfast.document;

import org.jspecify.annotations.NullMarked;
