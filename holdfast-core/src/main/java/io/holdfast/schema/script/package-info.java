/** Files of SQL as they are sent to an engine: one statement after the other, each with its place in the file. */
@NullMarked
package io.holdfast.schema.script;

import org.jspecify.annotations.NullMarked;
