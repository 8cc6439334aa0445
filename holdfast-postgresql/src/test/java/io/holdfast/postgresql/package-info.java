/** Tests against a real server. */
@NullMarked
package io.holdfast.postgresql;

import org.jspecify.annotations.NullMarked;
