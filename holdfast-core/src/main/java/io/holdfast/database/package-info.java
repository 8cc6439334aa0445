/** One declared database: a call goes in, a result or a sorted failure comes out. */
@NullMarked
package io.holdfast.database;

import org.jspecify.annotations.NullMarked;
