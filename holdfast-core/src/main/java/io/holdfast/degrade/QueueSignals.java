package io.holdfast.degrade;

import io.holdfast.config.QueueConfig;
import io.holdfast.degrade.queue.QueueItem;
import io.holdfast.error.HoldfastException;
import io.holdfast.signal.Signal;
import io.holdfast.signal.Signal.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a queue shows of itself, as it should be or not. */
record QueueSignals(QueueConfig config, Instant now) {
    private static final String SUBJECT = "queue";

    List<Signal> of(Desk desk) {
        List<QueueItem> items = desk.store().items();
        List<Signal> signals = new ArrayList<>();
        signals.add(length(items));
        signals.add(oldest(items));
        signals.add(setAside(items));
        signals.add(damage(desk));
        return signals;
    }

    private Signal length(List<QueueItem> items) {
        long bytes =
                items.stream().mapToLong(item -> item.entry().payload().length).sum();
        boolean much = items.size() > config.maxEntries() * 0.8 || bytes > config.maxBytes() * 0.8;
        String sentence = "%d entries with %d bytes are queued; %d with %d are taken"
                .formatted(items.size(), bytes, config.maxEntries(), config.maxBytes());
        return new Signal(
                "queue.length",
                SUBJECT,
                much ? Level.WARNING : Level.OK,
                sentence,
                much ? "see why they are not applied: holdfast queue status" : "");
    }

    private Signal oldest(List<QueueItem> items) {
        Optional<Duration> age = items.stream()
                .filter(QueueItem::isWaiting)
                .map(item -> item.entry().at())
                .min(Comparator.naturalOrder())
                .map(at -> Duration.between(at, now));
        boolean old = age.filter(found -> found.multipliedBy(2).compareTo(config.maxAge()) > 0)
                .isPresent();
        return new Signal(
                "queue.oldest",
                SUBJECT,
                old ? Level.WARNING : Level.OK,
                age.map(found -> "the oldest entry that waits has waited for %d s".formatted(found.toSeconds()))
                        .orElse("nothing waits"),
                old
                        ? "at %d s it is set aside; see why it is not applied: holdfast queue status"
                                .formatted(config.maxAge().toSeconds())
                        : "");
    }

    private static Signal setAside(List<QueueItem> items) {
        long count = items.stream().filter(item -> !item.isWaiting()).count();
        return new Signal(
                "queue.set-aside",
                SUBJECT,
                count > 0 ? Level.WARNING : Level.OK,
                count > 0
                        ? "%d entries were set aside and are not tried any more".formatted(count)
                        : "none is set aside",
                count > 0 ? "see why with holdfast queue show, then retry or drop them" : "");
    }

    private static Signal damage(Desk desk) {
        try {
            return damage(QueueStatus.ofFiles(desk.store()));
        } catch (HoldfastException unreadable) {
            return new Signal(
                    "queue.damage",
                    SUBJECT,
                    Level.ERROR,
                    unreadable.failure().sentence(),
                    unreadable.failure().hint());
        }
    }

    private static Signal damage(QueueStatus status) {
        boolean damaged = status.isDamaged();
        return new Signal(
                "queue.damage",
                SUBJECT,
                damaged ? Level.ERROR : Level.OK,
                damaged
                        ? "%d places of its files were changed after they were written, and %d damaged files are kept; entries may be missing"
                                .formatted(
                                        status.damages().size(), status.kept().size())
                        : "its files are as they were written",
                damaged
                        ? "see where with holdfast queue status, and check the disk; then remove the files that are kept"
                        : "");
    }
}
