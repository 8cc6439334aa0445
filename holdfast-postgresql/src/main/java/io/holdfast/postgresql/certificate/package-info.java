/** What certificates say: when they expire, whom they name, and why a connection was refused. */
@NullMarked
package io.holdfast.postgresql.certificate;

import org.jspecify.annotations.NullMarked;
