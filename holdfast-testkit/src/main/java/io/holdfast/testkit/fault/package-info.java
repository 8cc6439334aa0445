/** What breaks a server and the way to it, on purpose and on command: {@code FaultProxy} and {@code PostgresProcess}. */
@NullMarked
package io.holdfast.testkit.fault;

import org.jspecify.annotations.NullMarked;
