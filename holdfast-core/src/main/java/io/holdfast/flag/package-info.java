/** Flags: named values that people change while applications run, each change on record. */
@NullMarked
package io.holdfast.flag;

import org.jspecify.annotations.NullMarked;
