/** The subcommands of {@code holdfast}, one class each. */
@NullMarked
package io.holdfast.app.command;

import org.jspecify.annotations.NullMarked;
