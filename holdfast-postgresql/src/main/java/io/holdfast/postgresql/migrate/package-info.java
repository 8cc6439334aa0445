/** Schema migrations on PostgreSQL: what runs in a transaction and what does not, and who is at work. */
@NullMarked
package io.holdfast.postgresql.migrate;

import org.jspecify.annotations.NullMarked;
