/**
 * Schema migrations: exact, with undo, and with their history in the same transaction. The sub-packages know only those
 * before them: file, script, history, plan, run.
 */
@NullMarked
package io.holdfast.schema;

import org.jspecify.annotations.NullMarked;
