/** What {@code holdfast documents} prints, and how its conditions are read. */
@NullMarked
package io.holdfast.app.documents;

import org.jspecify.annotations.NullMarked;
