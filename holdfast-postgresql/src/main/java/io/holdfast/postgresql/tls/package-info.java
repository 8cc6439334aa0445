/** What is PostgreSQL's own about encrypted connections: its parameters, its driver's properties and sockets. */
@NullMarked
package io.holdfast.postgresql.tls;

import org.jspecify.annotations.NullMarked;
