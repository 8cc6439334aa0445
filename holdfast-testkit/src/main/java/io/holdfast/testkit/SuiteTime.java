package io.holdfast.testkit;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The time in which a suite of random trials may begin tests: until {@code -Dholdfast.until}, in seconds since 1970. Those
 * that do not begin are counted as skipped, so that a slow machine tries less and says so. Without that setting all run.
 */
public final class SuiteTime implements ExecutionCondition {
    private static final Optional<Instant> END =
            Optional.ofNullable(Long.getLong("holdfast.until")).map(Instant::ofEpochSecond);

    /** Whether nothing more is to begin. */
    static boolean isOver() {
        return END.filter(end -> Instant.now().isAfter(end)).isPresent();
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return isOver()
                ? ConditionEvaluationResult.disabled("the minutes of the suite are over")
                : ConditionEvaluationResult.enabled("there is time");
    }
}
