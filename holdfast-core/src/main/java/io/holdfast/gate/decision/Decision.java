package io.holdfast.gate.decision;

import io.holdfast.config.StandbyConfig;
import io.holdfast.engine.Roles.Role;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.RetryClass;
import io.holdfast.gate.decision.Lineage.Verdict;
import io.holdfast.pool.ServerName;
import java.util.Optional;

/**
 * Where calls go. It follows from what is known and from nothing else, so that every situation can be tried in a test.
 *
 * <p>Writes go to the one server that takes them, if it fits the data's history, and to none while two take them: a
 * process that writes to either would help the copies to grow apart. Reads go where writes go, else to the primary, else
 * to the standby.
 *
 * @param write where writes go
 * @param read where reads go
 */
public record Decision(Pick write, Pick read) {

    /** A server, or the reason why there is none. */
    public sealed interface Pick {
        /** This one. */
        record Of(ServerName server) implements Pick {}

        /** None. */
        record None(Failure why) implements Pick {}
    }

    /** The decision in {@code situation}. */
    public static Decision in(Situation situation) {
        Pick write = write(situation);
        return new Decision(write, read(situation, write));
    }

    private static Pick write(Situation situation) {
        if (situation.isSplit()) {
            return new Pick.None(split(situation));
        }
        Optional<ServerName> writer = candidate(situation);
        if (writer.isPresent() && situation.handover() == Situation.Handover.UNDER_WAY) {
            return new Pick.None(takesNoWrites(situation, "its connections to the server before are being cut")
                    .withHint("try again in a moment"));
        }
        return writer.map(server -> ifReady(situation, server)).orElseGet(() -> new Pick.None(noWriter(situation)));
    }

    private static Pick ifReady(Situation situation, ServerName server) {
        return situation
                .unready(server)
                .<Pick>map(why -> new Pick.None(named(situation, "is not ready", why)))
                .orElseGet(() -> new Pick.Of(server));
    }

    /** The server that writes belong to, be it ready or not; empty while they belong to none. */
    public static Optional<ServerName> writer(Situation situation) {
        boolean none = situation.isSplit() || situation.handover() == Situation.Handover.UNDER_WAY;
        return none ? Optional.empty() : candidate(situation);
    }

    private static Optional<ServerName> candidate(Situation situation) {
        if (mayWrite(situation, ServerName.PRIMARY)) {
            return Optional.of(ServerName.PRIMARY);
        }
        boolean promoted = situation.mode() == StandbyConfig.Mode.PROMOTED && mayWrite(situation, ServerName.STANDBY);
        return promoted ? Optional.of(ServerName.STANDBY) : Optional.empty();
    }

    private static boolean mayWrite(Situation situation, ServerName server) {
        return situation.fits(server) && situation.takesWrites(server);
    }

    private static Pick read(Situation situation, Pick write) {
        boolean standby = situation.isReady(ServerName.STANDBY);
        if (standby && situation.reads() == Situation.ReadsFirst.STANDBY) {
            return new Pick.Of(ServerName.STANDBY);
        }
        if (write instanceof Pick.Of) {
            return write;
        }
        if (situation.isReady(ServerName.PRIMARY)) {
            return new Pick.Of(ServerName.PRIMARY);
        }
        return standby ? new Pick.Of(ServerName.STANDBY) : new Pick.None(down(situation));
    }

    private static Failure split(Situation situation) {
        return takesNoWrites(situation, "both of its servers do, and writing to either would let them grow apart")
                .withRetry(RetryClass.NEVER)
                .withHint(
                        "stop the one that is not to go on, or make it a standby of the other; timelines: primary %s, standby %s"
                                .formatted(
                                        timeline(situation, ServerName.PRIMARY),
                                        timeline(situation, ServerName.STANDBY)));
    }

    private static String timeline(Situation situation, ServerName server) {
        return situation.role(server).map(Role::timeline).map(String::valueOf).orElse("unknown");
    }

    private static Failure noWriter(Situation situation) {
        Optional<Failure> refused = refusal(situation, ServerName.PRIMARY);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (situation.role(ServerName.PRIMARY).isPresent()) {
            return takesNoWrites(situation, "its server is a standby, or read-only")
                    .withHint("promote a server, or wait until somebody has");
        }
        if (!situation.isReady(ServerName.STANDBY)) {
            return refusal(situation, ServerName.STANDBY).orElseGet(() -> down(situation));
        }
        String why = situation.reason(ServerName.PRIMARY).map(Failure::sentence).orElse("it was not reached yet");
        boolean promoted = situation.takesWrites(ServerName.STANDBY);
        return takesNoWrites(
                        situation,
                        promoted
                                ? "its primary is down (%s), and its standby was promoted but is declared read-only"
                                        .formatted(why)
                                : "its primary is down (%s); reads are answered by the standby".formatted(why))
                .withHint(
                        promoted
                                ? "write standby-mode: promoted, if the standby is to take writes"
                                : "bring the primary back, or promote the standby");
    }

    /** Why a server that answers is not used. */
    public static Optional<Failure> refusal(Situation situation, ServerName server) {
        return situation
                .verdict(server)
                .filter(verdict -> verdict != Verdict.FITS)
                .map(verdict -> {
                    String label = "the %s of %s".formatted(server, situation.database());
                    return verdict == Verdict.FOREIGN
                            ? Failure.of(
                                            ErrorKind.CONFIGURATION,
                                            label + " holds other data: it is no copy of the same server")
                                    .withHint("correct its address; both servers must have the same system identifier")
                            : takesNoWrites(
                                            situation,
                                            "the %s missed the promotion of another server and is on an older timeline"
                                                    .formatted(server))
                                    .withHint("stop it, and make it a standby of the server that was promoted");
                });
    }

    /** No call can be answered. */
    public static Failure down(Situation situation) {
        Optional<Failure> refused = refusal(situation, ServerName.PRIMARY);
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<Failure> unready = situation.unready(ServerName.PRIMARY);
        if (unready.isPresent()) {
            return named(situation, "is not ready", unready.get());
        }
        return named(
                situation,
                "is down",
                situation
                        .reason(ServerName.PRIMARY)
                        .orElseGet(() -> Failure.of(ErrorKind.CONNECTION, "it was not reached yet")));
    }

    private static Failure named(Situation situation, String is, Failure why) {
        return new Failure(
                why.kind(),
                why.retry(),
                "%s %s: %s".formatted(situation.database(), is, why.sentence()),
                why.hint(),
                situation.database(),
                "borrow",
                why.sqlState(),
                why.vendorCode());
    }

    private static Failure takesNoWrites(Situation situation, String why) {
        return Failure.of(ErrorKind.READ_ONLY, "%s takes no writes: %s".formatted(situation.database(), why))
                .withRetry(RetryClass.RECONNECT)
                .during("borrow", situation.database());
    }
}
