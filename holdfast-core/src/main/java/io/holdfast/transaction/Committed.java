package io.holdfast.transaction;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction gave, and what is to be done because it was committed.
 *
 * @param result what its work returned
 */
record Committed<T extends @Nullable Object>(T result, List<Runnable> onCommit) {}
