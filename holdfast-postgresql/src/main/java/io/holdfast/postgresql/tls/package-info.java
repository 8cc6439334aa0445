/** How connections to a server are encrypted, and whom they trust. */
@NullMarked
package io.holdfast.postgresql.tls;

import org.jspecify.annotations.NullMarked;
