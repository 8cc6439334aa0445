package io.holdfast.audit;

import java.util.List;

/**
 * What comparing the audit table found.
 *
 * @param state whether it could be compared
 * @param rows how many records it holds, of all nodes
 * @param compared how many of them stand in the files of this node as well
 * @param waiting how many records of this node are not in it yet
 * @param findings what is not as it was written; at most {@link AuditReport#MOST}
 * @param notes what is worth knowing, and no damage
 */
public record TableReport(
        State state, long rows, long compared, long waiting, List<String> findings, List<String> notes) {

    /** Whether it could be compared. */
    public enum State {
        /** It was. */
        COMPARED,
        /** There is no table yet. */
        NO_TABLE
    }

    static final TableReport NO_TABLE = new TableReport(State.NO_TABLE, 0, 0, 0, List.of(), List.of());

    /** Whether everything is as it was written, as far as that can be known. */
    public boolean holds() {
        return findings.isEmpty();
    }
}
