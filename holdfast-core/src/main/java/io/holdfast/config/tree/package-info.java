/** What a source of settings says and where it says it: trees, positions and problems, before any key has a meaning. */
@NullMarked
package io.holdfast.config.tree;

import org.jspecify.annotations.NullMarked;
