package io.holdfast.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.holdfast.Control;
import io.holdfast.Holdfast;
import io.holdfast.audit.AuditAction;
import io.holdfast.audit.AuditFilter;
import io.holdfast.config.ConfigLoader;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.event.Event;
import io.holdfast.log.Correlation;
import io.holdfast.signal.Signal;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AUD-1, AUD-2, AUD-4: an application with flags, and with an audit table that follows what is on record. */
final class FlagsAtWorkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @BeforeEach
    void declare() throws IOException {
        Files.createFile(folder.resolve("app.db"));
        Files.createDirectories(folder.resolve("db"));
        Files.writeString(folder.resolve("db/V1__orders.sql"), "create table orders (id integer primary key);\n");
        Files.writeString(
                folder.resolve("holdfast.yaml"),
                "control: app\ndatabases:\n  app:\n    url: sqlite:app.db\n    await: 1s\n    required: false\n"
                        + "    migrations: db\n");
    }

    private HoldfastConfig config() {
        return ConfigLoader.of(folder.resolve("holdfast.yaml")).load().config();
    }

    private static List<AuditAction> table(Control control) {
        List<AuditAction> found = new ArrayList<>();
        control.auditTable().search(AuditFilter.ALL, "", found::add);
        return found;
    }

    @Test
    void migrationsAtTheStartAreOnRecordAndInTheTable() {
        try (Holdfast holdfast = Holdfast.open(config())) {
            await().atMost(PATIENCE).until(() -> table(holdfast.control()).size() == 1);
            AuditAction action = table(holdfast.control()).get(0);
            assertThat(action.name()).isEqualTo("migrate-at-start");
            assertThat(action.actor()).isEqualTo("holdfast");
            assertThat(action.outcome()).isEqualTo(AuditAction.Outcome.DONE);
            assertThat(action.ended()).isPresent();
        }
        try (Holdfast again = Holdfast.open(config())) {
            assertThat(table(again.control())).hasSize(1);
        }
    }

    @Test
    void aFlagThatOneProcessSetsReachesTheOthers() {
        try (Holdfast holdfast = Holdfast.open(config());
                Control other = Control.open(config(), PATIENCE)) {
            List<Flag> told = new CopyOnWriteArrayList<>();
            holdfast.flags().listen(told::add);
            assertThat(holdfast.flags().isOn("new-search", true)).isTrue();

            other.flags().set(FlagSetting.of("new-search", "off", "ada"));
            other.flags().set(FlagSetting.of("rate", "2", "ada").as(FlagType.DECIMAL));
            other.flags().set(FlagSetting.of("pause", "90s", "ada").because("it is slow"));

            await().atMost(PATIENCE).until(() -> holdfast.flags().all().size() == 3);
            assertThat(holdfast.flags().isOn("new-search", true)).isFalse();
            assertThat(holdfast.flags().decimal("rate", BigDecimal.ONE)).isEqualByComparingTo("2");
            assertThat(holdfast.flags().duration("pause", Duration.ZERO)).isEqualTo(Duration.ofSeconds(90));
            assertThat(holdfast.flags().whole("pause", 7)).isEqualTo(7);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(told)
                            .extracting(Flag::name)
                            .containsExactlyInAnyOrder("new-search", "rate", "pause"));
        }
    }

    @Test
    void whatAnApplicationDoesUnderACorrelationIdIsOnRecordWithIt() {
        try (Holdfast holdfast = Holdfast.open(config())) {
            try (Correlation.Scope scope = Correlation.enter("order-4711")) {
                assertThat(scope).isNotNull();
                holdfast.flags().set(FlagSetting.of("new-search", "on", "ada"));
                holdfast.recorder()
                        .record("pack", "ada", "app", Map.of("box", "7"))
                        .done();
            }
            holdfast.recorder().record("send", "ada", "app", Map.of()).done();

            await().atMost(PATIENCE).until(() -> table(holdfast.control()).size() == 4);
            assertThat(table(holdfast.control()).stream().skip(1))
                    .extracting(AuditAction::name, action -> action.details().getOrDefault(Correlation.KEY, "none"))
                    .containsExactly(
                            tuple("set-flag", "order-4711"), tuple("pack", "order-4711"), tuple("send", "none"));
        }
    }

    @Test
    void flagsSurviveARestartWhileTheDatabaseIsAway() throws IOException {
        try (Holdfast holdfast = Holdfast.open(config())) {
            holdfast.flags().set(FlagSetting.of("new-search", "on", "ada"));
        }
        Files.delete(folder.resolve("app.db"));

        try (Holdfast holdfast = Holdfast.open(config())) {
            assertThat(holdfast.flags().isOn("new-search", false)).isTrue();
            assertThat(holdfast.flags().age()).isPresent();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(holdfast.signals().read())
                            .filteredOn(signal -> signal.level() != Signal.Level.OK)
                            .extracting(Signal::name)
                            .contains("audit.waiting", "audit.failed"));
        }
    }

    @Test
    void whatHappensByItselfIsOnRecord() {
        try (Holdfast holdfast = Holdfast.open(config())) {
            holdfast.events().publish(new Event.Rerouted("app", Event.Rerouted.Calls.WRITES, "primary", "standby", ""));
            holdfast.events()
                    .publish(new Event.CredentialsChanged("app", "primary", Event.CredentialsChanged.Outcome.REFUSED));
            holdfast.events().publish(new Event.SplitBrain("app", Event.SplitBrain.Stage.BEGUN, "both take writes"));

            await().atMost(PATIENCE).until(() -> table(holdfast.control()).size() == 4);
            assertThat(table(holdfast.control()).stream().skip(1))
                    .extracting(AuditAction::name, action -> action.outcome().word())
                    .containsExactly(
                            tuple("failover", "done"),
                            tuple("rotate-credentials", "failed"),
                            tuple("split-brain", "done"));
        }
    }
}
