/** Schema migrations of MongoDB as lists of commands: one runner at a time, with a history and a way back. */
@NullMarked
package io.holdfast.mongodb.migration;

import org.jspecify.annotations.NullMarked;
