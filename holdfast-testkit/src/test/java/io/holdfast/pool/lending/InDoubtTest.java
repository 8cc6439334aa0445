package io.holdfast.pool.lending;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.Declared;
import io.holdfast.ScriptedEngine;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Access;
import io.holdfast.engine.Commits;
import io.holdfast.engine.Commits.Outcome;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Roles;
import io.holdfast.engine.Roles.Role;
import io.holdfast.engine.Session;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.event.Event;
import io.holdfast.pool.ServerName;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Time;
import io.holdfast.testkit.RecordingPauser;
import io.holdfast.testkit.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** CON-5, ERR-2: whoever is asked what became of a commit must be the one who got it. */
class InDoubtTest {
    private static final Role BEFORE = new Role(Access.READ_WRITE, "4711", 3);
    private static final String TICKET = "815";

    private final SettableClock clock = SettableClock.atNoon();
    private final RecordingPauser pauser = new RecordingPauser(clock);
    private final ScriptedEngine connections = new ScriptedEngine();
    private final Deque<Outcome> answers = new ArrayDeque<>();
    private final Server host = new Server();
    private Role now = BEFORE;
    private int refusals;
    private int supersededAfter = Integer.MAX_VALUE;
    private int asked;
    private int ended;

    @AfterEach
    void close() throws SQLException {
        connections.breakAll();
    }

    @Test
    void theAnswerOfTheSameServerIsBelieved() {
        answers.add(Outcome.COMMITTED);
        assertThat(outcome()).isEqualTo(Outcome.COMMITTED);
        answers.add(Outcome.ROLLED_BACK);
        assertThat(outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(pauser.pauses()).isEmpty();
    }

    @Test
    void aServerThatIsAwayIsAskedAgainUntilItIsBack() {
        refusals = 5;
        answers.add(Outcome.COMMITTED);
        assertThat(outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(pauser.pauses()).hasSize(5);
    }

    @Test
    void oneThatStaysAwayLeavesItUnknownAfterTheTimeThatIsSet() {
        refusals = Integer.MAX_VALUE;
        var start = clock.instant();
        assertThat(outcome()).isEqualTo(Outcome.FORGOTTEN);
        assertThat(Duration.between(start, clock.instant()))
                .isEqualTo(host.config().timeouts().inDoubt());
    }

    @Test
    void aCallerWithLessTimeIsToldSooner() {
        refusals = Integer.MAX_VALUE;
        var start = clock.instant();
        Deadline soon = Deadline.after(Duration.ofMillis(700), clock);
        assertThat(new InDoubt(host, host).of(TICKET, BEFORE, Optional.of(soon)))
                .isEqualTo(Outcome.FORGOTTEN);
        assertThat(Duration.between(start, clock.instant())).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void aServerThatWorksIsAskedAlsoWhenTheCallersTimeIsOver() {
        answers.add(Outcome.COMMITTED);
        Deadline over = Deadline.after(Duration.ZERO, clock);
        assertThat(new InDoubt(host, host).of(TICKET, BEFORE, Optional.of(over)))
                .isEqualTo(Outcome.COMMITTED);
    }

    @Test
    void anotherServerInItsPlaceIsNotAsked() {
        now = new Role(Access.READ_WRITE, "4712", 3);
        assertThat(outcome()).isEqualTo(Outcome.FORGOTTEN);
        assertThat(asked).isZero();
    }

    @Test
    void neitherIsOneThatWasPromotedMeanwhile() {
        now = new Role(Access.READ_WRITE, "4711", 4);
        assertThat(outcome()).isEqualTo(Outcome.FORGOTTEN);
        assertThat(asked).isZero();
    }

    @Test
    void oneThatNeverSaidWhoItWasIsNotBelievedAtAll() {
        assertThat(new InDoubt(host, host).of(TICKET, Role.UNKNOWN, Optional.empty()))
                .isEqualTo(Outcome.FORGOTTEN);
        assertThat(asked).isZero();
    }

    @Test
    void nobodyWaitsForAServerThatTheDatabaseHasLeftBehind() {
        refusals = Integer.MAX_VALUE;
        supersededAfter = 2;
        assertThat(outcome()).isEqualTo(Outcome.FORGOTTEN);
        assertThat(pauser.pauses()).hasSize(2);
    }

    @Test
    void aTransactionThatRunsOnIsEndedForItsClientIsGone() {
        answers.addAll(List.of(
                Outcome.RUNNING,
                Outcome.RUNNING,
                Outcome.RUNNING,
                Outcome.RUNNING,
                Outcome.RUNNING,
                Outcome.ROLLED_BACK));
        assertThat(outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(ended).as("from the fourth question on").isEqualTo(2);
    }

    private Outcome outcome() {
        return new InDoubt(host, host).of(TICKET, BEFORE, Optional.empty());
    }

    /** A server with a memory. */
    private final class Server implements PoolHost, Commits, Engine, Roles {
        private final DatabaseConfig config = Declared.required("app");
        private final Time time = new Time(clock, clock, pauser, new Random(1));
        private final Tally tally = new Tally(ServerName.PRIMARY);

        @Override
        public Engine engine() {
            return this;
        }

        @Override
        public String name() {
            return "remembering";
        }

        @Override
        public DatabaseConfig config() {
            return config;
        }

        @Override
        public Time time() {
            return time;
        }

        @Override
        public String label() {
            return "app";
        }

        @Override
        public Tally tally() {
            return tally;
        }

        @Override
        public void failed(Failure failure) {
            throw new AssertionError("nothing is told here: " + failure.sentence());
        }

        @Override
        public void deadlocked(Event.Deadlocked deadlock) {
            throw new AssertionError("nothing is told here: " + deadlock.sentence());
        }

        @Override
        public Role role() {
            return now;
        }

        @Override
        public boolean isSuperseded(Role before) {
            return pauser.pauses().size() >= supersededAfter;
        }

        @Override
        public Opened open(Duration timeout) throws Exception {
            if (refusals > 0) {
                refusals--;
                throw new SQLException("nobody listens", "08001");
            }
            return new Opened(connections.open(endpoint(), timeout), 1);
        }

        @Override
        public Endpoint endpoint() {
            return new Endpoint("app", config.url(), Optional.empty());
        }

        @Override
        public Session open(Endpoint endpoint, Duration timeout) throws Exception {
            return connections.open(endpoint, timeout);
        }

        @Override
        public Optional<Roles> roles() {
            return Optional.of(this);
        }

        @Override
        public Role role(SqlSession session) {
            return now;
        }

        @Override
        public Optional<String> ticket(SqlSession session) {
            return Optional.of(TICKET);
        }

        @Override
        public Outcome outcome(SqlSession session, String ticket) {
            assertThat(ticket).isEqualTo(TICKET);
            asked++;
            return answers.remove();
        }

        @Override
        public String advice(String ticket) {
            return "ask it";
        }

        @Override
        public void end(SqlSession session, String ticket) {
            assertThat(ticket).isEqualTo(TICKET);
            ended++;
        }

        @Override
        public Failure classify(Throwable failure, Phase phase) {
            return connections.classify(failure, phase);
        }

        @Override
        public List<Fact> facts(Session session, Endpoint endpoint) {
            return connections.facts(session, endpoint);
        }
    }
}
