/** Schema migrations on SQLite: each in the turn of a writer, with foreign keys looked at in time. */
@NullMarked
package io.holdfast.sqlite.migrate;

import org.jspecify.annotations.NullMarked;
