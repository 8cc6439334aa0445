/** The files of migrations: where they are, what their names and first lines say, and whether they have changed. */
@NullMarked
package io.holdfast.schema.file;

import org.jspecify.annotations.NullMarked;
