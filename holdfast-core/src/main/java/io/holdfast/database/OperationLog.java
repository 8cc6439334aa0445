package io.holdfast.database;

import io.holdfast.config.LogConfig;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.MaskedCause;
import io.holdfast.error.Masking;
import io.holdfast.event.TimeOrderedIds;
import io.holdfast.log.Correlation;
import io.holdfast.log.Log;
import io.holdfast.resilience.Time;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operations of one database, a line of the log for each: how long it took, what came of it, and the id under which
 * everything that belongs to it is found. Whatever becomes of the log, the operation goes its way.
 *
 * <p>Safe for use by many threads.
 */
final class OperationLog {
    private static final Log LOG = Log.named("io.holdfast.operation");

    private final String database;
    private final Time time;
    private final TimeOrderedIds ids;
    private volatile LogConfig settings = LogConfig.USUAL;

    OperationLog(String database, Time time) {
        this.database = database;
        this.time = time;
        this.ids = new TimeOrderedIds(time.clock(), time.random());
    }

    /**
     * What an operation does.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        /**
         * Does it; {@code again} is called before each repetition, and {@code committed} when it is stored for good although
         * something is left to do.
         */
        T with(Runnable again, Runnable committed);
    }

    /** Logs as {@code wanted} says from the next operation on. */
    void apply(LogConfig wanted) {
        settings = wanted;
    }

    /** Does {@code work} as the operation called {@code name}, and logs it. */
    <T extends @Nullable Object> T tell(String name, Work<T> work) {
        LogConfig now = settings;
        boolean loud = now.operations() == LogConfig.Operations.ALL && LOG.isInfo();
        if (!loud && (now.operations() == LogConfig.Operations.OFF || !LOG.isWarn())) {
            return silently(work);
        }
        String id = id();
        var running = new Running(name, id, time.ticker().nanos());
        Correlation.Scope scope = Correlation.enter(id);
        try (scope) {
            return tell(running, work, loud && isChosen(now.sample()));
        }
    }

    private static <T extends @Nullable Object> T tell(Running running, Work<T> work, boolean chosen) {
        T result;
        try {
            result = work.with(running::again, running::committed);
        } catch (HoldfastException failure) {
            HoldfastException own = failure.correlatedWith(running.id);
            Log.attempt(() -> running.failed(own));
            throw own;
        } catch (RuntimeException | Error failure) {
            Log.attempt(() -> running.failedByItself(failure));
            throw failure;
        }
        if (chosen) {
            running.done();
        }
        return result;
    }

    /** Nobody reads of it; but a failure can be found by its id where the application logs it itself. */
    private <T extends @Nullable Object> T silently(Work<T> work) {
        try {
            return work.with(() -> {}, () -> {});
        } catch (HoldfastException failure) {
            throw failure.correlation().isEmpty() ? failure.correlatedWith(id()) : failure; // it came from within
        }
    }

    private String id() {
        return Correlation.current().orElseGet(() -> ids.next().toString());
    }

    private boolean isChosen(double sample) {
        return sample >= 1 || (sample > 0 && time.random().nextDouble() < sample);
    }

    /** One operation, from its beginning to its line. */
    private final class Running {
        private final String name;
        private final String id;
        private final long start;
        private int attempts = 1;
        private boolean committed;

        Running(String name, String id, long start) {
            this.name = name;
            this.id = id;
            this.start = start;
        }

        void again() {
            attempts++;
        }

        /** What fails from now on undoes nothing. */
        void committed() {
            committed = true;
        }

        void done() {
            double took = took();
            LOG.info(
                    "%s: %s done in %s%s [%s]".formatted(database, name, shown(took), tries(), id),
                    values("done", took));
        }

        void failed(HoldfastException failure) {
            double took = took();
            Failure facts = failure.failure();
            Map<String, Object> values = values(outcome(), took);
            values.put("kind", facts.kind().code());
            if (facts.sqlState() != null) {
                values.put("sqlstate", facts.sqlState());
            }
            if (facts.vendorCode() != null) {
                values.put("vendor_code", facts.vendorCode());
            }
            LOG.warn(sentence(took, facts.kind().code(), facts.sentence()), values, MaskedCause.of(failure));
        }

        /** What the work itself threw goes to the caller as it is, who knows what it means. */
        void failedByItself(Throwable failure) {
            double took = took();
            Map<String, Object> values = values(outcome(), took);
            values.put("kind", "application");
            LOG.warn(sentence(took, "application", Masking.clean(failure.toString())), values, null);
        }

        private String sentence(double took, String kind, String reason) {
            String what =
                    committed ? " was committed, and what was to be done afterwards failed after " : " failed after ";
            return database + ": " + name + what + shown(took) + tries() + ": " + reason + " (" + kind + ") [" + id
                    + "]";
        }

        private String outcome() {
            return committed ? "committed" : "failed";
        }

        private Map<String, Object> values(String outcome, double took) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("database", database);
            values.put("operation", name);
            values.put("outcome", outcome);
            values.put("took_ms", took);
            values.put("attempts", attempts);
            values.put("correlation_id", id);
            return values;
        }

        /** Milliseconds, to the microsecond. */
        private double took() {
            return Math.round((time.ticker().nanos() - start) / 1_000.0) / 1_000.0;
        }

        private static String shown(double milliseconds) {
            return Math.round(milliseconds * 10) / 10.0 + " ms";
        }

        private String tries() {
            return attempts == 1 ? "" : ", attempt " + attempts;
        }
    }
}
