/** Declared settings: where they come from, what they mean, and what is wrong with them. */
@NullMarked
package io.holdfast.config;

import org.jspecify.annotations.NullMarked;
