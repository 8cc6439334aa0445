package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Endpoint;
import io.holdfast.config.Secret;
import io.holdfast.schema.Fixture.Kind;
import io.holdfast.schema.run.RunStep;
import io.holdfast.testkit.CrashPoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A run of migrations in a process of its own, which can be killed; and what has to be there in the end, whatever happened. */
final class KillableRun {
    static final int COUNTED = 12;

    private KillableRun() {}

    /** Migrations that count each of their statements, so that one that was run twice, or not at all, is seen. */
    static Fixture write(Fixture app, Kind kind) {
        String alone = kind == Kind.SQLITE ? "vacuum" : "create index concurrently by_n on counts (n)";
        String other = kind == Kind.SQLITE ? "create index by_n on counts (n)" : "vacuum counts";
        app.file("V1__count.sql", "create table counts (n integer not null);\ninsert into counts values (0);");
        for (int version = 2; version <= 6; version++) {
            app.file(
                    "V%d__more.sql".formatted(version),
                    "create table t%d (id integer);\nupdate counts set n = n + 1;\nupdate counts set n = n + 1;"
                            .formatted(version));
        }
        app.file(
                "V7__alone.sql",
                "update counts set n = n + 1;\n%s;\nupdate counts set n = n + 1;\n%s;".formatted(alone, other));
        return app;
    }

    /** The arguments for {@link Program}. */
    static String[] arguments(Path folder, Endpoint place, int inPeace) {
        List<String> arguments = new ArrayList<>(
                List.of(folder.toString(), "" + inPeace, place.url().toString()));
        place.credentials().ifPresent(known -> {
            arguments.add(known.user());
            arguments.add(known.password().reveal());
        });
        return arguments.toArray(String[]::new);
    }

    /** The history says what the schema is, now and when the next runner has gone on. */
    static void assertWhole(Fixture app) {
        List<String> history = app.open().status().current().isEmpty() ? List.of() : app.history();
        long done = history.stream().filter(line -> line.endsWith("DONE")).count();
        List<String> schema = app.schema();
        for (int version = 2; version <= 6; version++) {
            String table = "t" + version + " ";
            assertThat(schema.stream().anyMatch(line -> line.contains(table)))
                    .as("whether %s is there, with the history %s", table, history)
                    .isEqualTo(done >= version);
        }
        app.open().up(MigrationOptions.USUAL);
        assertThat(app.read("select n from counts")).containsExactly("" + COUNTED);
        assertThat(app.history()).hasSize(7).allMatch(line -> line.endsWith(" DONE"));
        assertThat(app.open().validate().pending()).isZero();
        assertThat(app.schema()).anyMatch(line -> line.contains("by_n"));
        if (app.place().url().engine().equals("postgresql")) {
            assertThat(app.read("select count(*) from pg_index where not indisvalid"))
                    .containsExactly("0");
        }
    }

    /** Applies what is pending, and may die at a step. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            int inPeace = Integer.parseInt(arguments[1]);
            Consumer<RunStep> death = CrashPoint.listener();
            Map<RunStep, Integer> seen = new EnumMap<>(RunStep.class);
            Endpoint declared = Endpoint.at("app", arguments[2]);
            Endpoint place = arguments.length < 4
                    ? declared
                    : new Endpoint(
                            "app",
                            declared.url(),
                            Optional.of(new Endpoint.Credentials(arguments[3], Secret.of(arguments[4]))),
                            declared.tls());
            System.out.println("ready");
            Fixture.at(Path.of(arguments[0]), place)
                    .open(MigrationListener.SILENT, step -> {
                        if (seen.merge(step, 1, Integer::sum) > inPeace) {
                            death.accept(step);
                        }
                    })
                    .up(MigrationOptions.USUAL);
            System.out.println("done");
        }
    }
}
