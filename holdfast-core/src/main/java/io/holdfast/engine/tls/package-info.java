/**
 * Encrypted connections to servers of any engine: what is demanded, whom to trust, what certificates say, and why a
 * connection was refused.
 */
@NullMarked
package io.holdfast.engine.tls;

import org.jspecify.annotations.NullMarked;
