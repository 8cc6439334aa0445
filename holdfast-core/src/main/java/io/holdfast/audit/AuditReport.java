package io.holdfast.audit;

import io.holdfast.event.Entry;
import java.util.List;

/**
 * What a verification found.
 *
 * @param records how many records of the chain there are
 * @param first the number of the first of them; 0 if there is none
 * @param last the number of the last one; 0 if there is none
 * @param hash the hash of the last one; empty if there is none
 * @param beforeTheChain how many entries were written before there was a chain, and so are protected by nothing but their
 *     own checksums
 * @param checkpoints how many checkpoints were compared
 * @param findings what is not as it was written, in the order in which it stands; at most {@link #MOST}
 * @param notes what is worth knowing and no damage: torn ends, what was pruned, checkpoints that say nothing any more
 * @param open the actions that began and of which no end is on record: still running, or their process died
 */
public record AuditReport(
        long records,
        long first,
        long last,
        String hash,
        long beforeTheChain,
        int checkpoints,
        List<Finding> findings,
        List<String> notes,
        List<Entry> open) {
    /** How many findings are kept; where there are more, a note says so. */
    public static final int MOST = 1_000;

    /** Whether everything is as it was written, as far as that can be known. */
    public boolean holds() {
        return findings.isEmpty();
    }
}
