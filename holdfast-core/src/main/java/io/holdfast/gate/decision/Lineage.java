package io.holdfast.gate.decision;

import io.holdfast.engine.Access;
import io.holdfast.engine.Roles.Role;

/**
 * Which data a database is, and how far its history has come: the identity of the servers that were used, and the highest
 * timeline among them. A server with other data is refused, and so is one that takes writes on an older timeline, because
 * it missed the promotion of another.
 *
 * @param system identifies the data; empty while no server has told
 * @param timeline the highest one used for writing; 0 while none is known
 */
public record Lineage(String system, long timeline) {
    /** No server has told yet. */
    public static final Lineage UNKNOWN = new Lineage("", 0);

    /** What is thought of a server. */
    public enum Verdict {
        /** It may be used for what it takes. */
        FITS,
        /** It holds other data. */
        FOREIGN,
        /** It takes writes, but another server has been promoted since. */
        STALE
    }

    /** What is thought of a server that is {@code role}. */
    public Verdict judge(Role role) {
        if (!system.isEmpty() && !role.system().isEmpty() && !system.equals(role.system())) {
            return Verdict.FOREIGN;
        }
        boolean old = role.timeline() < timeline;
        return role.access() == Access.READ_WRITE && old ? Verdict.STALE : Verdict.FITS;
    }

    /** What is known when a server that fits is used. */
    public Lineage following(Role role) {
        String known = system.isEmpty() ? role.system() : system;
        boolean later = role.access() == Access.READ_WRITE && role.timeline() > timeline;
        return later || !known.equals(system) ? new Lineage(known, later ? role.timeline() : timeline) : this;
    }

    /** Whether the history has gone on elsewhere since a server was {@code before}. */
    public boolean hasLeft(Role before) {
        return timeline > before.timeline() || judge(before) == Verdict.FOREIGN;
    }
}
