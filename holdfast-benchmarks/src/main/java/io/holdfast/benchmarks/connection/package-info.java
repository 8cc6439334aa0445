/** Connections beside HikariCP: their cost. */
@NullMarked
package io.holdfast.benchmarks.connection;

import org.jspecify.annotations.NullMarked;
