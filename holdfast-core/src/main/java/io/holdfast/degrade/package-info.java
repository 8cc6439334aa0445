/** What an application still does while a database is away: fallbacks, and a durable queue of writes. */
@NullMarked
package io.holdfast.degrade;

import org.jspecify.annotations.NullMarked;
