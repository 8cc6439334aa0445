package io.holdfast.degrade;

import io.holdfast.degrade.queue.QueueItem;
import io.holdfast.degrade.queue.QueueStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What was changed in a queue because a person asked.
 *
 * @param done the entries with which it was done
 * @param refused what it was not done with, and why: ids of entries, or names of databases and deferred writes
 */
public record QueueChange(List<UUID> done, Map<String, String> refused) {

    /** Keeps copies. */
    public QueueChange {
        done = List.copyOf(done);
        refused = new LinkedHashMap<>(refused);
    }

    /** Lets entries that were set aside wait for their turn again; all of them if {@code ids} is empty. */
    static QueueChange retry(QueueStore store, List<UUID> ids, Consumer<QueueItem> waits) {
        List<UUID> done = new ArrayList<>();
        Map<String, String> refused = new LinkedHashMap<>();
        for (UUID id : ids.isEmpty() ? all(store) : ids) {
            Optional<QueueItem> item = store.item(id);
            if (item.isEmpty()) {
                refused.put(id.toString(), "there is no such entry in the queue");
            } else if (!item.get().isWaiting()) {
                store.giveBack(id);
                store.item(id).ifPresent(waits);
                done.add(id);
            } else if (!ids.isEmpty()) {
                refused.put(id.toString(), "it waits for its turn already");
            }
        }
        return new QueueChange(done, refused);
    }

    private static List<UUID> all(QueueStore store) {
        return store.items().stream().map(QueueItem::id).toList();
    }

    /** Throws entries away, unless they are just being applied. */
    static QueueChange drop(QueueStore store, List<UUID> ids, Predicate<QueueItem> takeOut) {
        List<UUID> done = new ArrayList<>();
        Map<String, String> refused = new LinkedHashMap<>();
        for (UUID id : ids) {
            Optional<QueueItem> item = store.item(id);
            if (item.isEmpty()) {
                refused.put(id.toString(), "there is no such entry in the queue");
            } else if (takeOut.test(item.get())) {
                store.drop(id);
                done.add(id);
            } else {
                refused.put(id.toString(), "it is just being applied");
            }
        }
        return new QueueChange(done, refused);
    }
}
