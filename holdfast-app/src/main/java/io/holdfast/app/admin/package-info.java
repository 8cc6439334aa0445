/** What {@code holdfast admin} says: flags, their history, and how old the copy is that was asked. */
@NullMarked
package io.holdfast.app.admin;

import org.jspecify.annotations.NullMarked;
