/** JDBC objects that stand before others of their kind. */
@NullMarked
package io.holdfast.jdbc;

import org.jspecify.annotations.NullMarked;
