package io.holdfast.gate.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.StandbyConfig;
import io.holdfast.engine.Access;
import io.holdfast.engine.Roles.Role;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.event.Availability;
import io.holdfast.gate.decision.Decision.Pick;
import io.holdfast.gate.decision.Lineage.Verdict;
import io.holdfast.gate.decision.Situation.Handover;
import io.holdfast.gate.decision.Situation.ReadsFirst;
import io.holdfast.gate.decision.Situation.Sight;
import io.holdfast.pool.ServerName;
import io.holdfast.testkit.Props;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** CON-3, MIG-6: every situation that two servers can be in, one by one, and long histories of them. */
class DecisionTest {
    private static final Failure DOWN = Failure.of(ErrorKind.CONNECTION, "nobody listens");
    private static final Failure UNREADY = Failure.of(ErrorKind.MIGRATION, "its migrations failed");

    @Test
    void inEverySituationCallsGoToAServerThatMayAnswerThemOrAreToldWhy() {
        int seen = 0;
        for (Situation situation : all()) {
            Decision decision = Decision.in(situation);
            check(situation, decision);
            checkStandings(situation, decision);
            seen++;
        }
        assertThat(seen).isEqualTo(sights().length * (sights().length + 1) * 4 * 8);
    }

    private static void check(Situation situation, Decision decision) {
        if (decision.write() instanceof Pick.Of of) {
            Role role = situation.role(of.server()).orElseThrow();
            assertThat(role.access()).isEqualTo(Access.READ_WRITE);
            assertThat(situation.lineage().judge(role)).isEqualTo(Verdict.FITS);
            assertThat(role.timeline())
                    .isGreaterThanOrEqualTo(situation.lineage().timeline());
            assertThat(situation.servers().get(of.server())).isInstanceOf(Sight.Up.class);
            assertThat(situation.isSplit()).isFalse();
            assertThat(situation.handover()).isEqualTo(Handover.DONE);
            assertThat(of.server() == ServerName.PRIMARY || situation.mode() == StandbyConfig.Mode.PROMOTED)
                    .isTrue();
        }
        boolean answers = isReady(situation, ServerName.PRIMARY) || isReady(situation, ServerName.STANDBY);
        assertThat(decision.read() instanceof Pick.Of)
                .as("reads in %s", situation)
                .isEqualTo(answers);
        if (decision.read() instanceof Pick.Of of) {
            assertThat(isReady(situation, of.server())).isTrue();
        }
        for (Pick pick : List.of(decision.write(), decision.read())) {
            if (pick instanceof Pick.None none) {
                assertThat(none.why().sentence()).isNotBlank().contains("app");
                assertThat(none.why().database()).isIn("app", "");
            }
        }
    }

    private static boolean isReady(Situation situation, ServerName server) {
        return situation.servers().get(server) instanceof Sight.Up up
                && situation.lineage().judge(up.role()) == Verdict.FITS;
    }

    /** Becoming ready changes where calls may go, and never where writes belong. */
    @Test
    void writesBelongToTheServerThatGetsThemWhenEverythingIsReady() {
        for (Situation situation : all()) {
            Map<ServerName, Sight> ready = new EnumMap<>(situation.servers());
            ready.replaceAll(
                    (name, sight) -> sight instanceof Sight.Unready unready ? new Sight.Up(unready.role()) : sight);
            Decision decision = Decision.in(new Situation(
                    "app", ready, situation.mode(), situation.lineage(), situation.reads(), situation.handover()));
            Optional<ServerName> expected =
                    decision.write() instanceof Pick.Of of ? Optional.of(of.server()) : Optional.empty();
            assertThat(Decision.writer(situation)).as("in %s", situation).isEqualTo(expected);
        }
    }

    private static void checkStandings(Situation situation, Decision decision) {
        Standings standings = Standings.of(situation, decision, false);
        boolean writes = decision.write() instanceof Pick.Of;
        boolean reads = decision.read() instanceof Pick.Of;
        assertThat(standings.availability() == Availability.DOWN).isEqualTo(!writes && !reads);
        assertThat(standings.availability() == Availability.READY)
                .isEqualTo(standings.problem().isEmpty());
        if (standings.availability() == Availability.READY) {
            assertThat(writes && reads).isTrue();
        }
    }

    @Test
    void howeverServersComeAndGoWritesNeverGoBackInHistory() {
        Props.cases(2_000).forAll(Props.random(random -> random), DecisionTest::live);
    }

    /** A life of random events: what was written to once is never followed by a server of an older or another history. */
    private static void live(Random random) {
        Lineage lineage = Lineage.UNKNOWN;
        long written = 0;
        String system = "";
        StandbyConfig.Mode mode = any(random, StandbyConfig.Mode.values());
        for (int step = 0; step < 40; step++) {
            Situation situation = situation(
                    any(random, sights()),
                    Optional.of(any(random, sights())),
                    mode,
                    lineage,
                    any(random, ReadsFirst.values()),
                    Handover.DONE);
            Decision decision = Decision.in(situation);
            for (Pick pick : List.of(decision.write(), decision.read())) {
                if (pick instanceof Pick.Of of) {
                    lineage = lineage.following(situation.role(of.server()).orElseThrow());
                }
            }
            if (decision.write() instanceof Pick.Of of) {
                Role role = situation.role(of.server()).orElseThrow();
                assertThat(role.timeline()).isGreaterThanOrEqualTo(written);
                assertThat(system.isEmpty()
                                || role.system().isEmpty()
                                || role.system().equals(system))
                        .isTrue();
                written = role.timeline();
                system = role.system().isEmpty() ? system : role.system();
            }
        }
    }

    private static <T> T any(Random random, T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static Sight[] sights() {
        List<Sight> sights = new ArrayList<>(List.of(new Sight.Down(DOWN)));
        for (Access access : Access.values()) {
            for (String system : List.of("", "a", "b")) {
                for (long timeline = 0; timeline < 3; timeline++) {
                    sights.add(new Sight.Up(new Role(access, system, timeline)));
                    sights.add(new Sight.Unready(new Role(access, system, timeline), UNREADY));
                }
            }
        }
        return sights.toArray(Sight[]::new);
    }

    private static List<Situation> all() {
        List<Situation> all = new ArrayList<>();
        List<Optional<Sight>> standbys = new ArrayList<>(List.of(Optional.empty()));
        for (Sight sight : sights()) {
            standbys.add(Optional.of(sight));
        }
        for (Sight primary : sights()) {
            for (Optional<Sight> standby : standbys) {
                for (Lineage lineage :
                        List.of(Lineage.UNKNOWN, new Lineage("a", 0), new Lineage("a", 1), new Lineage("a", 2))) {
                    addAll(all, primary, standby, lineage);
                }
            }
        }
        return all;
    }

    private static void addAll(List<Situation> all, Sight primary, Optional<Sight> standby, Lineage lineage) {
        for (StandbyConfig.Mode mode : StandbyConfig.Mode.values()) {
            for (ReadsFirst reads : ReadsFirst.values()) {
                for (Handover handover : Handover.values()) {
                    all.add(situation(primary, standby, mode, lineage, reads, handover));
                }
            }
        }
    }

    private static Situation situation(
            Sight primary,
            Optional<Sight> standby,
            StandbyConfig.Mode mode,
            Lineage lineage,
            ReadsFirst reads,
            Handover handover) {
        Map<ServerName, Sight> servers = new EnumMap<>(ServerName.class);
        servers.put(ServerName.PRIMARY, primary);
        standby.ifPresent(sight -> servers.put(ServerName.STANDBY, sight));
        return new Situation("app", servers, mode, lineage, reads, handover);
    }
}
