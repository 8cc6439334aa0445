/**
 * Copies a whole database into another engine: profile, plan, copy, verify, publish, report. The sub-packages are its
 * steps, in that order; each knows only those before it.
 */
@NullMarked
package io.holdfast.transfer;

import org.jspecify.annotations.NullMarked;
