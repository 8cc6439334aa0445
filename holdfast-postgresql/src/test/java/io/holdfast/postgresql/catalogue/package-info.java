@NullMarked
package io.holdfast.postgresql.catalogue;

import org.jspecify.annotations.NullMarked;
