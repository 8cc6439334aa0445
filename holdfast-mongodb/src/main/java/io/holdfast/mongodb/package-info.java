/** MongoDB, through its own driver, which watches the servers and keeps the connections. */
@NullMarked
package io.holdfast.mongodb;

import org.jspecify.annotations.NullMarked;
