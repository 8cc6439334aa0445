package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.holdfast.Holdfast;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.schema.Fixture.Kind;
import io.holdfast.testkit.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** MIG-6, R3: at start the schema is compared with what its migrations give, and what becomes of it is declared. */
final class DriftAtStartTest {
    private static final Logger OURS = (Logger) LoggerFactory.getLogger("io.holdfast");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void listen() {
        log.start();
        OURS.addAppender(log);
    }

    @AfterEach
    void forget() {
        OURS.detachAppender(log);
    }

    private Fixture changedByHand(Kind kind) {
        Fixture app = kind.in(folder).file("V1__orders.sql", "create table orders (id integer primary key);");
        app.open().up(MigrationOptions.USUAL);
        app.execute("alter table orders add column note text");
        return app;
    }

    private static Holdfast open(Fixture app) {
        DatabaseConfig config = app.config();
        return Holdfast.open(new HoldfastConfig(Path.of("target/unused"), Map.of(config.name(), config)));
    }

    /** Nobody waits for what only warns, so that whoever wants to see it has to. */
    private void startAndAwait(Fixture app, String warning) {
        try (Holdfast opened = open(app)) {
            assertThat(opened).isNotNull();
            await().untilAsserted(() -> assertThat(warnings()).anyMatch(said -> said.startsWith(warning)));
        }
    }

    private static void start(Fixture app) {
        open(app).close();
    }

    private List<String> warnings() {
        return log.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void aStartWarnsOfWhatWasChangedByHand(Kind kind) {
        String warning = "app: column orders.note is there, and no migration made it";
        startAndAwait(changedByHand(kind), warning);

        assertThat(warnings()).containsExactly(warning);
    }

    @ParameterizedTest
    @EnumSource
    void aStartFailsOfItWhereThatIsDeclared(Kind kind) {
        Fixture app = changedByHand(kind).with("drift", "fail");

        HoldfastException failure = catchThrowableOfType(HoldfastException.class, () -> start(app));

        assertThat(failure.kind()).isEqualTo(ErrorKind.VERIFICATION);
        assertThat(failure).hasMessageContaining("column orders.note is there, and no migration made it");
        app.execute("alter table orders drop column note");
        log.list.clear();
        start(app);
        assertThat(warnings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void nobodyLooksWhereThatIsDeclared(Kind kind) {
        start(changedByHand(kind).with("drift", "off"));

        assertThat(warnings()).isEmpty();
    }

    /** What only warns keeps no application from starting. */
    @Test
    void aServerForTrialsThatIsDownOnlyWarns() {
        Fixture app = changedByHand(Kind.POSTGRESQL).with("scratch", "postgresql://nobody:word@127.0.0.1:1/postgres");

        startAndAwait(app, "app: what was changed by hand could not be found out: ");

        assertThat(warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .contains("no database to be thrown away could be made")
                        .doesNotContain("word"));
        HoldfastException failure = catchThrowableOfType(
                HoldfastException.class, () -> start(app.with("drift", "fail").declared("await", "200ms")));
        assertThat(failure.kind()).isEqualTo(ErrorKind.CONNECTION);
    }

    /** What is declared to fail a start is not passed over because nobody can look. */
    @Test
    void aStartThatIsToFailNeedsAServerToTryOn() {
        Fixture app = Fixture.at(folder, EmbeddedPostgres.shared().freshDatabase())
                .file("V1__orders.sql", "create table orders (id integer primary key);")
                .with("drift", "fail");

        HoldfastException failure = catchThrowableOfType(HoldfastException.class, () -> start(app));

        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(failure.failure().hint()).contains("databases.app.migrations.scratch: ");
    }
}
