/** Connections to a server, and what its errors mean. */
@NullMarked
package io.holdfast.postgresql.session;

import org.jspecify.annotations.NullMarked;
