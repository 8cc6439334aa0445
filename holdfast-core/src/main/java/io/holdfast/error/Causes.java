package io.holdfast.error;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A failure together with what led to it. An engine reads all of it before it says what the failure means: drivers and
 * frameworks wrap exceptions in each other, and hang the one that matters at the end.
 */
public final class Causes {
    private static final int MOST = 100;

    private Causes() {}

    /**
     * {@code failure}, its causes, and the exceptions chained to a {@link SQLException}: nearest first, each once, and
     * not more than a hundred.
     */
    public static List<Throwable> of(Throwable failure) {
        List<Throwable> found = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        ArrayDeque<Throwable> waiting = new ArrayDeque<>(List.of(failure));
        while (!waiting.isEmpty() && found.size() < MOST) {
            Throwable next = waiting.removeFirst();
            if (seen.add(next)) {
                found.add(next);
                waiting.addAll(behind(next));
            }
        }
        return List.copyOf(found);
    }

    private static List<Throwable> behind(Throwable failure) {
        List<Throwable> behind = new ArrayList<>();
        if (failure.getCause() != null) {
            behind.add(failure.getCause());
        }
        if (failure instanceof SQLException sql && sql.getNextException() != null) {
            behind.add(sql.getNextException());
        }
        return behind;
    }
}
