/** The contract a database engine fulfils. Adapters live in modules of their own and are found through {@link java.util.ServiceLoader}; this package knows none of them. */
@NullMarked
package io.holdfast.engine;

import org.jspecify.annotations.NullMarked;
