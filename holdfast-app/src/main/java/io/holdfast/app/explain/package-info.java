/** What errors, exit codes and codes of databases mean, for people who look one up. */
@NullMarked
package io.holdfast.app.explain;

import org.jspecify.annotations.NullMarked;
