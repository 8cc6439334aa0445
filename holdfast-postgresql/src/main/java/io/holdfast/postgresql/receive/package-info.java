/** A whole database, received beside what is there and published at once. */
@NullMarked
package io.holdfast.postgresql.receive;

import org.jspecify.annotations.NullMarked;
