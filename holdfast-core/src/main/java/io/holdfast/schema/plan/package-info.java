/** What is to be done to a schema, found out by comparing the files with the history. */
@NullMarked
package io.holdfast.schema.plan;

import org.jspecify.annotations.NullMarked;
