/** What SQLite's result codes mean. */
@NullMarked
package io.holdfast.sqlite.resultcode;

import org.jspecify.annotations.NullMarked;
