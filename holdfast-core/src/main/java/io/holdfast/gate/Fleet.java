package io.holdfast.gate;

import io.holdfast.error.Failure;
import io.holdfast.gate.Server.Standing;
import io.holdfast.gate.decision.Decision;
import io.holdfast.gate.decision.Situation;
import io.holdfast.gate.decision.Situation.Sight;
import io.holdfast.pool.ServerName;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The servers of a database.
 *
 * @param primary the first one
 * @param standby the second one, where there is one
 */
record Fleet(Server primary, Optional<Server> standby) {

    List<Server> all() {
        return Stream.concat(Stream.of(primary), standby.stream()).toList();
    }

    Server get(ServerName name) {
        return name == ServerName.PRIMARY ? primary : standby.orElseThrow();
    }

    /** What is known of each. */
    Map<ServerName, Sight> sights() {
        Map<ServerName, Sight> sights = new EnumMap<>(ServerName.class);
        all().forEach(server -> sights.put(server.name(), sight(server.standing())));
        return sights;
    }

    private static Sight sight(Standing standing) {
        if (standing instanceof Standing.Up up) {
            return new Sight.Up(up.role());
        }
        return standing instanceof Standing.Unready unready
                ? new Sight.Unready(unready.role(), unready.reason().failure())
                : new Sight.Down(((Standing.Down) standing).reason().failure());
    }

    /** What can be said of {@code server} in {@code situation}. */
    static GateStatus.ServerStatus status(Server server, Situation situation, long now) {
        Standing standing = server.standing();
        Optional<Standing.Up> up = standing instanceof Standing.Up answers ? Optional.of(answers) : Optional.empty();
        String problem = situation
                .reason(server.name())
                .or(() -> situation.unready(server.name()))
                .or(() -> Decision.refusal(situation, server.name()))
                .map(Failure::sentence)
                .orElse("");
        return new GateStatus.ServerStatus(
                server.name(),
                up.isPresent(),
                Duration.ofNanos(now - standing.since()),
                situation.role(server.name()),
                problem,
                up.map(answers -> answers.pool().status()),
                server.tally().counts(),
                server.certificates().status());
    }
}
