package io.holdfast.gate.decision;

import io.holdfast.event.Availability;
import io.holdfast.gate.decision.Decision.Pick;
import io.holdfast.pool.ServerName;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a database as a whole stands: how much of it can be used, and what is wrong.
 *
 * @param availability how much
 * @param problem one sentence; empty if nothing is wrong
 * @param fix what to do about it
 */
public record Standings(Availability availability, String problem, String fix) {

    /**
     * How it stands in {@code situation}.
     *
     * @param onlyReads whether it has never taken writes and has no second server: then nobody misses them
     */
    public static Standings of(Situation situation, Decision decision, boolean onlyReads) {
        boolean writes = decision.write() instanceof Pick.Of;
        boolean reads = decision.read() instanceof Pick.Of;
        Optional<Standings> trouble = trouble(situation, decision, onlyReads);
        if (!writes && !reads) {
            return trouble.map(found -> new Standings(Availability.DOWN, found.problem(), found.fix()))
                    .orElse(new Standings(Availability.DOWN, "no server answers", ""));
        }
        return trouble.orElse(new Standings(Availability.READY, "", ""));
    }

    private static Optional<Standings> trouble(Situation situation, Decision decision, boolean onlyReads) {
        if (decision.write() instanceof Pick.None none && !(onlyReads && decision.read() instanceof Pick.Of)) {
            return degraded(none.why().sentence(), none.why().hint());
        }
        return Stream.of(ServerName.PRIMARY, ServerName.STANDBY)
                .filter(situation::isDeclared)
                .flatMap(server -> of(situation, server).stream())
                .findFirst();
    }

    private static Optional<Standings> of(Situation situation, ServerName server) {
        return situation
                .reason(server)
                .flatMap(why -> degraded("the %s is down: %s".formatted(server, why.sentence()), why.hint()))
                .or(() -> situation
                        .unready(server)
                        .flatMap(why ->
                                degraded("the %s is not ready: %s".formatted(server, why.sentence()), why.hint())))
                .or(() -> Decision.refusal(situation, server).flatMap(why -> degraded(why.sentence(), why.hint())));
    }

    private static Optional<Standings> degraded(String problem, String fix) {
        return Optional.of(new Standings(Availability.DEGRADED, problem, fix));
    }
}
