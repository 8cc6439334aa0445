/** Which statements of migrations disturb an application at work on SQLite, and how they are written instead. */
@NullMarked
package io.holdfast.sqlite.review;

import org.jspecify.annotations.NullMarked;
