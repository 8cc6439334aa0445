package io.holdfast.flag;

import io.holdfast.log.Log;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells flags that are older than the copy: a standby may be behind, and what it says is left aside. A database that was
 * brought back from a backup goes on to say so, and is right in the end.
 */
final class Behind {
    private static final Log log = Log.of(Behind.class);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private @Nullable Instant since;

    /** What flags that were read are, beside those that are known. */
    enum Answer {
        /** None of them is older. */
        FRESH,
        /** There are older ones, and that may pass. */
        BEHIND,
        /** There have been older ones for so long that they are right. */
        BROUGHT_BACK
    }

    /** What {@code fresh}, read at {@code at}, is beside {@code known}. */
    Answer judge(Map<String, Flag> known, Map<String, Flag> fresh, Instant at) {
        boolean older = known.values().stream().anyMatch(flag -> isOlder(fresh.get(flag.name()), flag));
        if (!older) {
            since = null;
            return Answer.FRESH;
        }
        Instant first = since;
        if (first == null) {
            since = at;
            log.warn("the control database answered with older flags than those known here; they are left aside");
            return Answer.BEHIND;
        }
        if (Duration.between(first, at).compareTo(LONGEST) < 0) {
            return Answer.BEHIND;
        }
        log.warn("the control database has had older flags for {} s, so they count now", LONGEST.toSeconds());
        since = null;
        return Answer.BROUGHT_BACK;
    }

    private static boolean isOlder(@Nullable Flag read, Flag known) {
        return read == null || read.version() < known.version();
    }
}
