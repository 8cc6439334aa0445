package io.holdfast.audit;

import io.holdfast.event.Entry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the record tells that a part of it was removed. */
final class Pruning {
    static final String ACTION = "audit-prune";
    private static final String THROUGH = "through-sequence";
    private static final String COPIED = "in-audit-table";
    private static final String HASH = "through-hash";

    private Pruning() {}

    /**
     * What is put on record.
     *
     * @param before everything that goes is older
     * @param outdated what goes
     * @param findings what is not as it was written; a removal could take the last trace of it away
     * @param copied whether everything is in the audit table
     */
    static Map<String, String> details(Instant before, Outdated outdated, List<Finding> findings, boolean copied) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("before", before.toString());
        details.put("files", Integer.toString(outdated.files().size()));
        outdated.next().ifPresent(link -> {
            details.put(THROUGH, Long.toString(link.sequence() - 1));
            details.put(HASH, link.previous());
        });
        if (copied) {
            details.put(COPIED, "yes");
        }
        if (!findings.isEmpty()) {
            details.put("damages", Integer.toString(findings.size()));
            details.put("first-damage", findings.get(0).sentence());
        }
        return details;
    }

    /** The number of the last record that was to go; 0 if {@code entry} tells of none. */
    static long through(Entry entry) {
        String number = entry.details().getOrDefault(THROUGH, "");
        return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0;
    }

    /** Whether everything was in the audit table before. */
    static boolean isCopied(Entry entry) {
        return entry.details().containsKey(COPIED);
    }

    /** The hash of that record; empty if {@code entry} tells of none. */
    static String hash(Entry entry) {
        return entry.details().getOrDefault(HASH, "");
    }
}
