package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.Holdfast;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.database.OwnTables;
import io.holdfast.engine.Engines;
import io.holdfast.error.HoldfastException;
import io.holdfast.resilience.Time;
import io.holdfast.schema.Fixture.Kind;
import io.holdfast.testkit.CallerThreads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** AUD-4, DEG-1: the tables that Holdfast keeps for itself, and the migrations of an application, do not see each other. */
final class OwnTablesTest {
    private static final OwnTables FLAGS =
            new OwnTables("flags", 2, List.of("holdfast_flag"), List.of("create table holdfast_flag (name text)"));
    private static final OwnTables NEWER = new OwnTables(
            "flags",
            2,
            List.of("holdfast_flag"),
            List.of(FLAGS.scripts().get(0), "alter table holdfast_flag add column worth text"));
    private static final OwnTables QUEUE =
            new OwnTables("queue", 1, List.of("holdfast_applied"), List.of("create table holdfast_applied (id text)"));

    private final ExecutorService threads = CallerThreads.open();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static void make(Fixture app, OwnTables tables) {
        new OwnMigrations(Engines.onClassPath().of(app.place().url()), Time.real()).make(tables, app.config());
    }

    private static List<String> history(Fixture app) {
        return app.read("select version || ' ' || state from holdfast_own_history order by rank");
    }

    @ParameterizedTest
    @EnumSource
    void theyAreMadeBesideTablesOfAnApplicationAndOnce(Kind kind) {
        Fixture app = kind.in(folder);
        app.execute("create table orders (id integer)");

        make(app, FLAGS);
        make(app, FLAGS);

        assertThat(history(app)).containsExactly("2.1 DONE");
        assertThat(app.read("select count(*) from holdfast_flag")).containsExactly("0");
    }

    @ParameterizedTest
    @EnumSource
    void anApplicationBeginsItsMigrationsWhereNothingButTheyIsThere(Kind kind) {
        Fixture app = kind.in(folder).file("V1__orders.sql", "create table orders (id integer primary key);");
        make(app, FLAGS);

        assertThat(app.open().up(MigrationOptions.USUAL).steps()).hasSize(1);
        assertThat(app.open().drift().sentences()).isEmpty();
        assertThat(app.history()).containsExactly("VERSIONED 1 DONE");
    }

    @ParameterizedTest
    @EnumSource
    void partsAndReleasesComeInAnyOrder(Kind kind) {
        Fixture app = kind.in(folder);

        make(app, NEWER);
        make(app, QUEUE);
        make(app, FLAGS);

        assertThat(history(app)).containsExactly("2.1 DONE", "2.2 DONE", "1.1 DONE");
        assertThat(app.read("select count(worth) from holdfast_flag")).containsExactly("0");
    }

    @ParameterizedTest
    @EnumSource
    void severalAtOnceMakeThemOnceAndNoneFails(Kind kind) throws Exception {
        Fixture app = kind.in(folder);
        List<Future<?>> makers = new ArrayList<>();
        for (int maker = 0; maker < 8; maker++) {
            OwnTables tables = maker % 2 == 0 ? NEWER : QUEUE;
            makers.add(threads.submit(() -> make(app, tables)));
        }
        for (Future<?> maker : makers) {
            maker.get();
        }

        assertThat(history(app)).containsExactlyInAnyOrder("1.1 DONE", "2.1 DONE", "2.2 DONE");
    }

    @ParameterizedTest
    @EnumSource
    void aScriptThatWasChangedAfterItWasAppliedIsRefused(Kind kind) {
        Fixture app = kind.in(folder);
        make(app, FLAGS);
        var changed = new OwnTables("flags", 2, FLAGS.tables(), List.of("create table holdfast_flag (name integer)"));

        assertThatThrownBy(() -> make(app, changed))
                .isInstanceOf(HoldfastException.class)
                .hasMessageContaining("it was changed after it was applied");
    }

    @ParameterizedTest
    @EnumSource
    void anOpenDatabaseMakesThemWhenTheyAreAskedFor(Kind kind) {
        Fixture app = kind.in(folder);
        try (Holdfast holdfast = Holdfast.open(new HoldfastConfig(folder, Map.of("app", app.config())))) {
            holdfast.database("app").make(QUEUE);
            holdfast.database("app").make(QUEUE);
        }

        assertThat(history(app)).containsExactly("1.1 DONE");
    }
}
