/** Connections beside HikariCP, Agroal and the driver's own failover: their cost, and what they survive. */
@NullMarked
package io.holdfast.benchmarks.connection;

import org.jspecify.annotations.NullMarked;
