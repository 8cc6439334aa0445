/** Documents of users on their way: from an earlier deployment into the databases with a role. */
@NullMarked
package io.holdfast.lifecycle;

import org.jspecify.annotations.NullMarked;
