/** Documents, apart from any engine: what a body may hold, the one text in which SQL engines keep it, and what a store gives. */
@NullMarked
package io.holdfast.engine.document;

import org.jspecify.annotations.NullMarked;
