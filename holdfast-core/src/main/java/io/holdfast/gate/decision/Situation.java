package io.holdfast.gate.decision;

import io.holdfast.config.StandbyConfig;
import io.holdfast.engine.Access;
import io.holdfast.engine.Roles.Role;
import io.holdfast.error.Failure;
import io.holdfast.gate.decision.Lineage.Verdict;
import io.holdfast.pool.ServerName;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a database's servers at one moment; from it follows, by {@link Decision#in}, where calls go.
 *
 * @param database the database's name
 * @param servers what is known of each server that is declared
 * @param mode what the standby may be used for
 * @param lineage which data the database is
 * @param reads where reads go first
 * @param handover whether the connections to a server that was given up are still being cut
 */
public record Situation(
        String database,
        Map<ServerName, Sight> servers,
        StandbyConfig.Mode mode,
        Lineage lineage,
        ReadsFirst reads,
        Handover handover) {

    /** What is known of one server. */
    public sealed interface Sight {
        /** It answers, and this is what it is. */
        record Up(Role role) implements Sight {}

        /** It answers, but what has to be done there before calls go there is not done. */
        record Unready(Role role, Failure why) implements Sight {}

        /** It does not answer. */
        record Down(Failure reason) implements Sight {}
    }

    /** Where reads go while both servers could answer them. */
    public enum ReadsFirst {
        /** Where writes go, else the primary. */
        WITH_WRITES,
        /** To the standby: the primary has just come back, and must prove itself. */
        STANDBY
    }

    /** Whether connections are being cut. */
    public enum Handover {
        DONE,
        UNDER_WAY
    }

    /** What a server that answers is. */
    public Optional<Role> role(ServerName server) {
        Sight sight = servers.get(server);
        if (sight instanceof Sight.Unready unready) {
            return Optional.of(unready.role());
        }
        return sight instanceof Sight.Up up ? Optional.of(up.role()) : Optional.empty();
    }

    /** Why calls do not go yet to a server that answers. */
    public Optional<Failure> unready(ServerName server) {
        return servers.get(server) instanceof Sight.Unready unready ? Optional.of(unready.why()) : Optional.empty();
    }

    public Optional<Failure> reason(ServerName server) {
        return servers.get(server) instanceof Sight.Down down ? Optional.of(down.reason()) : Optional.empty();
    }

    public boolean isDeclared(ServerName server) {
        return servers.containsKey(server);
    }

    /** What is thought of a server that answers. */
    public Optional<Verdict> verdict(ServerName server) {
        return role(server).map(lineage::judge);
    }

    public boolean fits(ServerName server) {
        return verdict(server).filter(Verdict.FITS::equals).isPresent();
    }

    /** Whether calls may go there: it fits, and what has to be done there first is done. */
    public boolean isReady(ServerName server) {
        return fits(server) && unready(server).isEmpty();
    }

    public boolean takesWrites(ServerName server) {
        return role(server).filter(role -> role.access() == Access.READ_WRITE).isPresent();
    }

    /** Whether two servers with these data take writes: whoever writes to one, somebody else may write to the other. */
    public boolean isSplit() {
        return takesWrites(ServerName.PRIMARY)
                && takesWrites(ServerName.STANDBY)
                && verdict(ServerName.PRIMARY).filter(Verdict.FOREIGN::equals).isEmpty()
                && verdict(ServerName.STANDBY).filter(Verdict.FOREIGN::equals).isEmpty();
    }
}
