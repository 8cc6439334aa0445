/** Connections beside HikariCP and Agroal: their cost, and what they survive. */
@NullMarked
package io.holdfast.benchmarks.connection;

import org.jspecify.annotations.NullMarked;
