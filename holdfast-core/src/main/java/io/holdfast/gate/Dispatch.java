package io.holdfast.gate;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.StandbyConfig;
import io.holdfast.engine.Access;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.event.Availability;
import io.holdfast.event.Event;
import io.holdfast.gate.Route.Way;
import io.holdfast.gate.Server.Standing;
import io.holdfast.gate.decision.Decision;
import io.holdfast.gate.decision.Decision.Pick;
import io.holdfast.gate.decision.Lineage;
import io.holdfast.gate.decision.Situation;
import io.holdfast.gate.decision.Situation.Handover;
import io.holdfast.gate.decision.Situation.ReadsFirst;
import io.holdfast.gate.decision.Situation.Sight;
import io.holdfast.gate.decision.Standings;
import io.holdfast.pool.ServerName;
import io.holdfast.resilience.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where calls go now, and what that rests on. It changes under the lock of {@link Traffic} only; the route, the lineage
 * and the standings can be read at any time.
 */
final class Dispatch {
    private final DatabaseConfig config;
    private final Fleet fleet;
    private final Announcer announcer;
    private final Ticker ticker;
    private volatile Route route;
    private volatile Lineage lineage = Lineage.UNKNOWN;
    private volatile Standings standings;
    private Stage stage = Stage.FIRST_LOOK;
    private ReadsFirst reads = ReadsFirst.WITH_WRITES;
    private boolean everTookWrites;
    private boolean split;
    private int handovers;
    private long standingSince;

    /** How far the opening of the database is. */
    private enum Stage {
        /** The primary has not been asked yet. */
        FIRST_LOOK,
        /** It did not answer, and is waited for. */
        WAITING,
        /** It was waited for. */
        OPEN
    }

    Dispatch(DatabaseConfig config, Fleet fleet, Announcer announcer, Ticker ticker) {
        this.config = config;
        this.fleet = fleet;
        this.announcer = announcer;
        this.ticker = ticker;
        Decision decision = Decision.in(situation());
        this.route = toRoute(decision);
        this.standings = Standings.of(situation(), decision, false);
        this.standingSince = ticker.nanos();
    }

    Route route() {
        return route;
    }

    Lineage lineage() {
        return lineage;
    }

    Standings standings() {
        return standings;
    }

    /** The connections of a server that was given up are being cut: nothing is written anywhere until that is done. */
    void beginHandover() {
        handovers++;
        decide();
    }

    void endHandover() {
        handovers--;
        decide();
    }

    /** The primary is back while the standby answers reads: they stay there until the primary has settled. */
    void keepReadsAway() {
        if (route.read() instanceof Way.Open open && open.server().name() == ServerName.STANDBY) {
            reads = ReadsFirst.STANDBY;
        }
    }

    /** Reads need not stay away from the primary any longer. */
    void bringReadsBack() {
        if (reads == ReadsFirst.STANDBY) {
            reads = ReadsFirst.WITH_WRITES;
            decide();
        }
    }

    boolean areReadsAway() {
        return reads == ReadsFirst.STANDBY;
    }

    /** Decides anew, because something has changed; what follows from that is noted for telling. */
    void decide() {
        Decision decision = Decision.in(situation());
        for (Lineage next = following(decision); !next.equals(lineage); next = following(decision)) {
            lineage = next;
            decision = Decision.in(situation());
        }
        Route before = route;
        route = toRoute(decision);
        announcer.rerouted(before, route);
        everTookWrites |= route.write() instanceof Way.Open;
        noteSplit();
        noteStandings(decision);
    }

    /** Nobody gets through any more. */
    void shut(Failure end) {
        route = Route.shut(end);
        standings = new Standings(Availability.DOWN, end.sentence(), "");
    }

    private Lineage following(Decision decision) {
        Lineage next = lineage;
        for (Pick pick : List.of(decision.write(), decision.read())) {
            if (pick instanceof Pick.Of of) {
                next = next.following(fleet.get(of.server()).role());
            }
        }
        return next;
    }

    /** The primary was asked and did not answer. */
    void miss(Server server) {
        if (stage == Stage.FIRST_LOOK && server == fleet.primary()) {
            stage = Stage.WAITING;
        }
    }

    /** The primary was waited for: from now on the standby is as good as any. */
    void begin() {
        stage = Stage.OPEN;
        decide();
    }

    /** Whether writes belong to {@code server} and to no other, as far as is known; it need not be ready for them. */
    boolean isWriter(Server server) {
        return Decision.writer(situation(fleet.sights()))
                .filter(server.name()::equals)
                .isPresent();
    }

    private Situation situation() {
        Map<ServerName, Sight> sights = fleet.sights();
        if (stage != Stage.OPEN) {
            sights.computeIfPresent(ServerName.STANDBY, (name, sight) -> whileOpening(sight));
        }
        return situation(sights);
    }

    private Situation situation(Map<ServerName, Sight> sights) {
        return new Situation(
                config.name(),
                sights,
                config.standby().map(StandbyConfig::mode).orElse(StandbyConfig.Mode.READ_ONLY),
                lineage,
                reads,
                handovers == 0 ? Handover.DONE : Handover.UNDER_WAY);
    }

    /** Which data the database is, the primary says, if it is there: until it was waited for, only a promoted server may. */
    private Sight whileOpening(Sight standby) {
        boolean promoted = stage == Stage.WAITING
                && fleet.standby().filter(Dispatch::answersAndTakesWrites).isPresent()
                && config.standby()
                        .filter(declared -> declared.mode() == StandbyConfig.Mode.PROMOTED)
                        .isPresent();
        return promoted || standby instanceof Sight.Down
                ? standby
                : new Sight.Down(Failure.of(ErrorKind.CONNECTION, "the primary is waited for first"));
    }

    private static boolean answersAndTakesWrites(Server server) {
        Standing standing = server.standing();
        return (standing instanceof Standing.Up up && up.role().access() == Access.READ_WRITE)
                || (standing instanceof Standing.Unready unready
                        && unready.role().access() == Access.READ_WRITE);
    }

    private Route toRoute(Decision decision) {
        Way write = toWay(decision.write());
        Way read = toWay(decision.read());
        boolean settling = write instanceof Way.Open writes
                && read instanceof Way.Open readsFrom
                && writes.server() != readsFrom.server();
        return new Route(write, read, settling);
    }

    private Way toWay(Pick pick) {
        if (pick instanceof Pick.None none) {
            return new Way.Shut(none.why());
        }
        Server server = fleet.get(((Pick.Of) pick).server());
        return new Way.Open(server, ((Standing.Up) server.standing()).pool());
    }

    private void noteSplit() {
        boolean now = situation().isSplit();
        if (now != split) {
            split = now;
            String sentence = route.write() instanceof Way.Shut shut
                    ? shut.why().sentence()
                    : "only one of its servers takes writes any more";
            announcer.split(now ? Event.SplitBrain.Stage.BEGUN : Event.SplitBrain.Stage.ENDED, sentence);
        }
    }

    private void noteStandings(Decision decision) {
        boolean onlyReads = !everTookWrites && config.standby().isEmpty();
        Standings now = Standings.of(situation(), decision, onlyReads);
        if (now.availability() != standings.availability()) {
            long moment = ticker.nanos();
            announcer.availability(now.availability(), Duration.ofNanos(moment - standingSince), now.problem());
            standingSince = moment;
        }
        standings = now;
    }

    /** What can be said now. */
    GateStatus status(int waiting) {
        Situation situation = situation();
        long now = ticker.nanos();
        return new GateStatus(
                fleet.all().stream()
                        .map(server -> Fleet.status(server, situation, now))
                        .toList(),
                name(route.write()),
                name(route.read()),
                waiting,
                standings.problem(),
                standings.fix());
    }

    private static Optional<ServerName> name(Way way) {
        return way instanceof Way.Open open ? Optional.of(open.server().name()) : Optional.empty();
    }
}
