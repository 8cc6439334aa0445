package io.holdfast.pool.lending;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is being done on a connection, or was done last. Noting it stores two references and asks for nothing, because it
 * stands on the way of every statement.
 *
 * <p>One thread notes, any thread reads, and may be a moment late.
 */
final class Activity {
    private final AtomicLong steps = new AtomicLong();
    private final AtomicReference<String> statement = new AtomicReference<>("");

    /** What an onlooker saw running. */
    private volatile @Nullable Sight seen;

    /**
     * What was running when somebody looked.
     *
     * @param step the number of the step that it was
     * @param by who had it run
     * @param lasting whether a second look has seen it, too
     */
    record Sight(long step, String by, String statement, boolean lasting) {

        private Sight lasting(boolean seenAgain) {
            return new Sight(step, by, statement, seenAgain);
        }
    }

    /** Forgets what was done for the last borrower. */
    void reset() {
        statement.lazySet("");
        if (seen != null) {
            seen = null;
        }
    }

    /**
     * Keeps what is running now, until the next look; what two looks have seen is kept for one look longer, because whoever
     * asks what has waited asks a moment later. {@code by} tells who has it run. One thread looks.
     */
    void look(Supplier<String> by) {
        long step = steps.get();
        boolean runs = step % 2 != 0;
        Sight before = seen;
        if (before != null && runs && before.step() == step) {
            seen = before.lasting(true);
        } else if (before != null && before.lasting()) {
            seen = before.lasting(false);
        } else {
            seen = runs ? new Sight(step, by.get(), statement(), false) : null;
        }
    }

    /** What was running at the last look; empty if nothing was. */
    Optional<Sight> seen() {
        return Optional.ofNullable(seen);
    }

    /** {@code sql} is about to run. */
    void begin(String sql) {
        statement.lazySet(sql);
        occupy();
    }

    /** Something runs that is no statement, or nobody can tell when it is over: until the next thing has begun and ended. */
    void occupy() {
        steps.lazySet((steps.getPlain() + 1) | 1);
    }

    /** What ran is over. */
    void end() {
        steps.lazySet((steps.getPlain() | 1) + 1);
    }

    /** Grows whenever something begins or ends; odd while something runs. */
    long steps() {
        return steps.get();
    }

    /** The text of the statement that runs or ran last; empty if there was none. */
    String statement() {
        return Objects.requireNonNullElse(statement.get(), "");
    }
}
