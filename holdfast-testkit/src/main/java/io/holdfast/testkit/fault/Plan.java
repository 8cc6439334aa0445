package io.holdfast.testkit.fault;

import io.holdfast.testkit.fault.FaultProxy.Cut;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a proxy will break when it comes by: connections that say a word, and one that gets too many bytes. It counts, too,
 * what came by.
 */
final class Plan {
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private volatile Quota quota = Quota.NONE;
    private String word = "";
    private Cut cut = Cut.BEFORE;
    private int times;

    /** How many bytes a connection may get before it is reset; counts for the first that gets more. */
    static final class Quota {
        static final Quota NONE = new Quota(Long.MAX_VALUE);

        private final long bytes;
        private final AtomicLong claims = new AtomicLong();

        Quota(long bytes) {
            this.bytes = bytes;
        }

        long bytes() {
            return bytes;
        }

        /** Whether the caller is the first to ask. */
        boolean claim() {
            return claims.getAndIncrement() == 0;
        }
    }

    synchronized void cut(String planned, Cut when, int often) {
        word = planned;
        cut = when;
        times = often;
    }

    /** How the connection is to be cut whose client says {@code chunk}; empty if it is not. */
    synchronized Optional<Cut> hears(Speech speech, byte[] chunk) {
        boolean said = speech.says(word, chunk);
        if (!said || times == 0) {
            return Optional.empty();
        }
        times--;
        return Optional.of(cut);
    }

    void didCut() {
        cuts.incrementAndGet();
    }

    int cuts() {
        return cuts.get();
    }

    void didAnswer() {
        answers.incrementAndGet();
    }

    int answers() {
        return answers.get();
    }

    void resetAfter(long bytes) {
        quota = new Quota(bytes);
    }

    Quota quota() {
        return quota;
    }
}
