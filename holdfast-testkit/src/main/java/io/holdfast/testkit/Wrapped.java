package io.holdfast.testkit;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Exceptions inside of others, as frameworks and drivers pass them on. */
public final class Wrapped {
    private static final int MOST = 6;

    private Wrapped() {}

    /** {@code core} inside of {@code depth} exceptions that say nothing of their own. */
    public static Throwable deeply(Random random, Throwable core, int depth) {
        Throwable outer = core;
        for (int i = 0; i < depth; i++) {
            outer = layer(random, outer);
        }
        return outer;
    }

    private static Throwable layer(Random random, Throwable inner) {
        if (inner instanceof SQLException sql && random.nextBoolean()) {
            SQLException chained = new SQLException("a batch failed");
            chained.setNextException(sql);
            return chained;
        }
        return switch (random.nextInt(3)) {
            case 0 -> new IllegalStateException("the work failed", inner);
            case 1 -> new ExecutionException(inner);
            default -> new SQLException("the work failed", inner);
        };
    }

    /** A few exceptions of {@code core}, linked as causes and next exceptions in any way, in circles too. */
    public static Throwable randomly(Random random, Supplier<Throwable> core) {
        List<Throwable> all = new ArrayList<>();
        for (int i = random.nextInt(MOST); i >= 0; i--) {
            all.add(random.nextInt(4) == 0 ? new IllegalStateException("the work failed", null) : core.get());
        }
        all.forEach(each -> link(each, all.get(random.nextInt(all.size())), random));
        return all.get(0);
    }

    private static void link(Throwable from, Throwable to, Random random) {
        boolean next = from instanceof SQLException && to instanceof SQLException && random.nextBoolean();
        if (next && from != to) {
            ((SQLException) from).setNextException((SQLException) to);
        } else if (from != to) {
            cause(from, to);
        }
    }

    private static void cause(Throwable from, Throwable to) {
        try {
            from.initCause(to);
        } catch (IllegalStateException hasOne) {
            from.addSuppressed(to);
        }
    }
}
