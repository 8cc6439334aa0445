package io.holdfast.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.ScriptedEngine;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.config.Endpoint.Credentials;
import io.holdfast.config.Secret;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Session;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.gate.Logins.Change;
import io.holdfast.pool.lending.PoolHost;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** CON-8: credentials change in either order, at any moment, and what works is never given up for what does not. */
class LoginsTest {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final DatabaseUrl URL = new DatabaseUrl("postgresql", false, "db1.example", 5432, "app", Map.of());

    private final ScriptedEngine connections = new ScriptedEngine();
    private final List<Change> changes = new ArrayList<>();
    private final List<String> tried = new ArrayList<>();
    private Set<String> valid = Set.of("old");
    private String given = "old";
    private boolean readable = true;
    private final Logins logins = new Logins(new Guarded(), "the primary of app", this::current, changes::add);

    @AfterEach
    void close() throws SQLException {
        connections.breakAll();
    }

    @Test
    void theFirstOnesAreNumberOneAndNoChange() throws Exception {
        assertThat(logins.number()).isZero();
        assertThat(open()).isEqualTo(1);
        assertThat(open()).isEqualTo(1);
        assertThat(changes).isEmpty();
        assertThat(logins.haveChanged()).isFalse();
    }

    @Test
    void newOnesAreTakenWhereTheServerTakesThem() throws Exception {
        open();
        valid = Set.of("new");
        given = "new";

        assertThat(logins.haveChanged()).isTrue();
        assertThat(open()).isEqualTo(2);
        assertThat(changes).containsExactly(Change.ACCEPTED);
        assertThat(logins.haveChanged()).isFalse();
    }

    @Test
    void theOldOnesStayInUseWhileTheServerRefusesTheNewOnes() throws Exception {
        open();
        given = "wrong";

        assertThat(open()).isEqualTo(1);
        assertThat(open()).isEqualTo(1);
        assertThat(changes).as("told once").containsExactly(Change.REFUSED);
        assertThat(logins.haveChanged()).as("they are tried again").isTrue();

        valid = Set.of("wrong");
        assertThat(open()).isEqualTo(2);
        assertThat(changes).containsExactly(Change.REFUSED, Change.ACCEPTED);
    }

    @Test
    void oneMoreThatIsRefusedIsToldToo() throws Exception {
        open();
        given = "wrong";
        open();
        given = "worse";
        open();

        assertThat(changes).containsExactly(Change.REFUSED, Change.REFUSED);
    }

    @Test
    void theSourceIsAskedOnceMoreWhenItChangedWhileTheServerAnswered() throws Exception {
        open();
        valid = Set.of("new");
        tried.clear();
        assertThat(openWhileTheSourceChangesTo("new")).isEqualTo(2);
        assertThat(tried).containsExactly("old", "new");
    }

    @Test
    void whatNobodyTakesFailsAsTheServerSaid() throws Exception {
        open();
        valid = Set.of("new");
        assertThatThrownBy(this::open).isInstanceOf(SQLException.class).hasMessage("wrong password");
        assertThat(logins.number()).isEqualTo(1);
    }

    @Test
    void aSourceThatCannotBeReadLeavesTheLastOnesInUse() throws Exception {
        open();
        readable = false;
        assertThat(open()).isEqualTo(1);
        assertThat(logins.haveChanged()).isFalse();
        assertThat(changes).isEmpty();
    }

    @Test
    void aSourceThatCannotBeReadAtTheBeginningIsTheReason() {
        readable = false;
        assertThatThrownBy(this::open).isInstanceOf(HoldfastException.class).hasMessage("the vault is sealed");
    }

    private long open() throws Exception {
        PoolHost.Opened opened = logins.open(new Endpoint("app", URL, Optional.empty()), SOON);
        opened.session().close();
        return opened.login();
    }

    /** The new password is in the source by the time the server has refused the old one. */
    private long openWhileTheSourceChangesTo(String password) throws Exception {
        next = password;
        return open();
    }

    private String next = "";

    private Optional<Credentials> current() {
        if (!readable) {
            throw Failure.of(ErrorKind.CONFIGURATION, "the vault is sealed").exception();
        }
        return Optional.of(new Credentials("app", Secret.of(given)));
    }

    /** A server with a password. */
    private final class Guarded implements Engine {
        @Override
        public String name() {
            return "guarded";
        }

        @Override
        public Session open(Endpoint endpoint, Duration timeout) throws Exception {
            String password = endpoint.credentials().orElseThrow().password().reveal();
            tried.add(password);
            if (!next.isEmpty()) {
                given = next;
            }
            if (!valid.contains(password)) {
                throw new SQLException("wrong password", "28P01");
            }
            return connections.open(endpoint, timeout);
        }

        @Override
        public Failure classify(Throwable failure, Phase phase) {
            return failure instanceof SQLException
                    ? Failure.of(ErrorKind.AUTHENTICATION, "the server refuses the password")
                    : connections.classify(failure, phase);
        }

        @Override
        public List<Fact> facts(Session session, Endpoint endpoint) {
            return connections.facts(session, endpoint);
        }
    }
}
