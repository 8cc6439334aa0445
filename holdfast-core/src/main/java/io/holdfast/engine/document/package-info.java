/** Documents, apart from any engine: what a body may hold, and the one text in which SQL engines keep it. */
@NullMarked
package io.holdfast.engine.document;

import org.jspecify.annotations.NullMarked;
