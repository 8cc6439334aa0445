/** The file of a database, seen from outside. */
@NullMarked
package io.holdfast.sqlite.file;

import org.jspecify.annotations.NullMarked;
