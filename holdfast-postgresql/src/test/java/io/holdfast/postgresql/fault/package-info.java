/** What the test kit does to servers and networks, done to a real server and seen by the plain driver. */
@NullMarked
package io.holdfast.postgresql.fault;

import org.jspecify.annotations.NullMarked;
