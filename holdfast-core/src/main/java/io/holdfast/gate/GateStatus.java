package io.holdfast.gate;

import io.holdfast.engine.Access;
import io.holdfast.engine.Certificates;
import io.holdfast.engine.Roles.Role;
import io.holdfast.pool.PoolCounts;
import io.holdfast.pool.PoolStatus;
import io.holdfast.pool.ServerName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What can be said of a database's servers now.
 *
 * @param servers each of them, the primary first
 * @param write the server that writes go to
 * @param read the server that reads go to
 * @param waiting how many callers wait for a server to come back
 * @param problem what is wrong, in one sentence that is safe to show; empty if nothing is
 * @param fix what to do about it
 */
public record GateStatus(
        List<ServerStatus> servers,
        Optional<ServerName> write,
        Optional<ServerName> read,
        int waiting,
        String problem,
        String fix) {

    /** Whether two servers with the same data both take writes: then nothing is written to either. */
    public boolean isSplit() {
        List<Role> writable = servers.stream()
                .map(ServerStatus::role)
                .flatMap(Optional::stream)
                .filter(role -> role.access() == Access.READ_WRITE)
                .toList();
        long systems = writable.stream()
                .map(Role::system)
                .filter(system -> !system.isEmpty())
                .distinct()
                .count();
        return writable.size() > 1 && systems <= 1;
    }

    /**
     * What can be said of one server now.
     *
     * @param name primary or standby, by declaration
     * @param up whether it answers, and what has to be done there first is done
     * @param since how long it has been so
     * @param role what it is; empty while it does not answer
     * @param problem why it is not up or not used; empty if it is
     * @param pool its connections; empty while it is not up
     * @param counts what has happened at its connections so far
     * @param certificates those that its connections need, as they were last seen
     */
    public record ServerStatus(
            ServerName name,
            boolean up,
            Duration since,
            Optional<Role> role,
            String problem,
            Optional<PoolStatus> pool,
            PoolCounts counts,
            List<CertificateStatus> certificates) {

        /** Keeps a copy of the list. */
        public ServerStatus {
            certificates = List.copyOf(certificates);
        }
    }

    /**
     * A certificate that connections need.
     *
     * @param sentence whose it is and when it expires, safe to show
     * @param notAfter when it expires
     * @param expiry how near that is
     */
    public record CertificateStatus(String sentence, Instant notAfter, Certificates.Expiry expiry) {}
}
