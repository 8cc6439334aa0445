/** What the command says, to whom, and how it ends: streams, tables, progress, errors and exit codes. */
@NullMarked
package io.holdfast.app.output;

import org.jspecify.annotations.NullMarked;
