package io.holdfast.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.ScriptedEngine;
import io.holdfast.config.ConfigLoader;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Session;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.event.Events;
import io.holdfast.resilience.Time;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CFG-5, CON-8: which servers are asked about new credentials, and whose word counts. */
class IntroductionTest {
    @TempDir
    Path folder;

    private final Set<String> refused = new HashSet<>();
    private final Set<String> silent = new HashSet<>();
    private final List<String> tried = new ArrayList<>();

    @Test
    void aServerWhoseCredentialsHaveNotChangedIsNotAsked() {
        refused.add("two/own");
        silent.add("two");

        tryOut(config("first", "own"), config("first", "own"));
        tryOut(config("first", "own"), config("second", "own"));

        assertThat(tried).containsExactly("one/second");
    }

    /** The standby has others: that it takes its own says nothing about those of the primary. */
    @Test
    void whatAServerRefusesIsNotExcusedByAServerThatHasOthers() {
        refused.add("one/wrong");

        assertThatThrownBy(() -> tryOut(config("first", "own"), config("wrong", "other")))
                .hasMessageContaining("app does not let in whom the configuration names now");
        assertThat(tried).containsExactlyInAnyOrder("one/wrong", "two/other");
    }

    @Test
    void ofServersThatShareThemOneIsEnough() {
        refused.add("one/second");
        assertThatCode(() -> tryOut(config("first", ""), config("second", ""))).doesNotThrowAnyException();

        refused.add("two/second");
        assertThatThrownBy(() -> tryOut(config("first", ""), config("second", "")))
                .hasMessageContaining("app does not let in");
    }

    @Test
    void aServerThatIsSilentRefusesNothing() {
        silent.add("one");
        assertThatCode(() -> tryOut(config("first", "own"), config("second", "own")))
                .doesNotThrowAnyException();
    }

    private void tryOut(DatabaseConfig running, DatabaseConfig next) {
        new Traffic(running, new Guarded(), Time.real(), new Events(), Preparation.NONE).tryCredentials(next);
    }

    /** A blank password of the standby is that of the primary. */
    private DatabaseConfig config(String password, String standby) {
        Map<String, String> flags = new HashMap<>();
        flags.put("databases.app.url", "postgresql://one/n");
        flags.put("databases.app.user", "somebody");
        flags.put("databases.app.password", password);
        flags.put(
                "databases.app.standby",
                "postgresql://%stwo/n".formatted(standby.isEmpty() ? "" : "me:" + standby + "@"));
        return ConfigLoader.withoutFile(folder)
                .withFlags(flags)
                .load()
                .config()
                .databases()
                .values()
                .iterator()
                .next();
    }

    /** Two servers, each with its own opinion about passwords. */
    private final class Guarded implements Engine {
        private final ScriptedEngine connections = new ScriptedEngine();

        @Override
        public String name() {
            return "guarded";
        }

        @Override
        public Session open(Endpoint endpoint, Duration timeout) throws Exception {
            String host = endpoint.url().host();
            String attempt =
                    host + "/" + endpoint.credentials().orElseThrow().password().reveal();
            tried.add(attempt);
            if (silent.contains(host)) {
                throw new SQLException("nobody listens", "08001");
            }
            if (refused.contains(attempt)) {
                throw new SQLException("wrong password", "28P01");
            }
            return connections.open(endpoint, timeout);
        }

        @Override
        public Failure classify(Throwable failure, Phase phase) {
            return failure instanceof SQLException sql && "28P01".equals(sql.getSQLState())
                    ? Failure.of(ErrorKind.AUTHENTICATION, "the server refuses the password")
                    : Failure.of(ErrorKind.CONNECTION, "nobody listens");
        }

        @Override
        public List<Fact> facts(Session session, Endpoint endpoint) {
            return List.of();
        }
    }
}
