package io.holdfast.audit;

import io.holdfast.event.ChainLink;
import io.holdfast.event.Entry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How the record tells that a part of it was removed. */
final class Pruning {
    static final String ACTION = "audit-prune";
    private static final String THROUGH = "through-sequence";
    private static final String HASH = "through-hash";

    private Pruning() {}

    /**
     * What is put on record.
     *
     * @param before everything that goes is older
     * @param files how many files go
     * @param next the place of the first record of the chain that stays; empty if no file of the chain goes
     */
    static Map<String, String> details(Instant before, int files, Optional<ChainLink> next) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("before", before.toString());
        details.put("files", Integer.toString(files));
        next.ifPresent(link -> {
            details.put(THROUGH, Long.toString(link.sequence() - 1));
            details.put(HASH, link.previous());
        });
        return details;
    }

    /** The number of the last record that was to go; 0 if {@code entry} tells of none. */
    static long through(Entry entry) {
        String number = entry.details().getOrDefault(THROUGH, "");
        return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0;
    }

    /** The hash of that record; empty if {@code entry} tells of none. */
    static String hash(Entry entry) {
        return entry.details().getOrDefault(HASH, "");
    }
}
