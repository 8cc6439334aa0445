package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.ExitCode;
import io.holdfast.config.Endpoint;
import io.holdfast.testkit.CallerThreads;
import io.holdfast.testkit.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** AUD-4: two people set the same flag at the same time; each is told truly, and nothing that was said is lost. */
final class AdminRacesTest {
    private static final int ROUNDS = 8;

    private final ExecutorService threads = CallerThreads.open();

    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /** A place from which flags are set: the same home as another one, or one of its own. */
    private Shell shell(Endpoint place, String name, String home) throws IOException {
        Path here = Files.createDirectories(folder.resolve(name));
        String login = place.credentials()
                .map(known -> "    user: %s\n    password: %s\n"
                        .formatted(known.user(), known.password().reveal()))
                .orElse("");
        Files.writeString(
                here.resolve("holdfast.yaml"),
                "home: %s\ncontrol: main\ndatabases:\n  main:\n    url: %s\n%s"
                        .formatted(folder.resolve(home), place.url(), login));
        return new Shell(here).with("USER", name);
    }

    private Endpoint place(String engine) throws IOException {
        return engine.equals("postgresql")
                ? EmbeddedPostgres.shared().freshDatabase()
                : Endpoint.at("main", "sqlite:" + Files.createFile(folder.resolve("main.db")));
    }

    private List<Shell.Result> together(List<Shell> shells, String... more) throws Exception {
        var barrier = new CyclicBarrier(shells.size());
        List<Future<Shell.Result>> running = new ArrayList<>();
        for (int each = 0; each < shells.size(); each++) {
            Shell shell = shells.get(each);
            List<String> command = new ArrayList<>(List.of("admin", "set-flag", "colour", "from-" + each));
            command.addAll(List.of(more));
            running.add(threads.submit(() -> {
                barrier.await();
                return shell.run(command.toArray(String[]::new));
            }));
        }
        List<Shell.Result> ended = new ArrayList<>();
        for (Future<Shell.Result> each : running) {
            ended.add(each.get());
        }
        return ended;
    }

    private static void assertToldTruly(Shell.Result result, String... words) {
        if (result.code() != ExitCode.DONE) {
            assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.FAILED);
            assertThat(result.err()).contains("nothing was changed", "hint: ").containsAnyOf(words);
        }
    }

    private List<Shell> twoWhereTheFlagIsSet(String engine, String secondHome) throws IOException {
        Endpoint place = place(engine);
        List<Shell> shells = List.of(shell(place, "ada", "one"), shell(place, "bob", secondHome));
        assertThat(shells.get(0).run("admin", "set-flag", "colour", "none").code())
                .isEqualTo(ExitCode.DONE);
        return shells;
    }

    @ParameterizedTest
    @CsvSource({"sqlite, one", "sqlite, two", "postgresql, one", "postgresql, two"})
    void whoeverIsToldThatTheFlagWasSetHasAVersionOfItsOwn(String engine, String secondHome) throws Exception {
        List<Shell> shells = twoWhereTheFlagIsSet(engine, secondHome);

        int done = 1;
        for (int round = 0; round < ROUNDS; round++) {
            for (Shell.Result result : together(shells)) {
                assertToldTruly(result, "was set by somebody else at the same time");
                done += result.code() == ExitCode.DONE ? 1 : 0;
            }
        }

        assertThat(done).as("each round has a winner").isGreaterThan(ROUNDS);
        assertNothingIsLost(shells, done);
    }

    @ParameterizedTest
    @CsvSource({"sqlite, one", "sqlite, two", "postgresql, one", "postgresql, two"})
    void ofTwoWhoMeanTheSameVersionOneWins(String engine, String secondHome) throws Exception {
        List<Shell> shells = twoWhereTheFlagIsSet(engine, secondHome);

        for (int round = 1; round <= ROUNDS; round++) {
            List<Shell.Result> results = together(shells, "--if-version", Integer.toString(round));

            assertThat(results)
                    .filteredOn(result -> result.code() == ExitCode.DONE)
                    .hasSize(1);
            for (Shell.Result result : results) {
                assertToldTruly(
                        result,
                        "was set by somebody else at the same time",
                        "colour has version %d, not %d".formatted(round + 1, round));
            }
        }

        assertNothingIsLost(shells, ROUNDS + 1);
    }

    /** Each setting follows from the one before, and is on record with its outcome, where it was done. */
    private static void assertNothingIsLost(List<Shell> shells, int done) {
        JsonNode changes = json(shells.get(0), "admin", "history", "colour").path("changes");
        assertThat(changes).hasSize(done);
        Map<String, JsonNode> byAction = new HashMap<>();
        for (int at = 0; at < done; at++) {
            JsonNode change = changes.get(at);
            assertThat(change.path("version").asInt()).isEqualTo(done - at);
            if (at > 0) {
                assertThat(changes.get(at - 1).path("before").asString())
                        .isEqualTo(change.path("value").asString());
            }
            byAction.put(change.path("action").asString(), change);
        }
        for (Shell shell : shells) {
            assertThat(shell.run("admin", "audit").code()).isEqualTo(ExitCode.DONE);
        }
        JsonNode actions = json(shells.get(0), "admin", "audit").path("actions");
        int onRecord = 0;
        for (JsonNode action : actions) {
            String outcome = action.path("outcome").asString();
            JsonNode change = byAction.get(action.path("id").asString());
            assertThat(outcome).isEqualTo(change == null ? "failed" : "done");
            if (change != null) {
                onRecord++;
                assertThat(action.at("/details/after.colour").asString())
                        .isEqualTo(change.path("value").asString());
                assertThat(action.path("actor").asString())
                        .isEqualTo(change.path("actor").asString());
            }
        }
        assertThat(onRecord).isEqualTo(done);
        for (Shell shell : shells) {
            Shell.Result verified = shell.run("audit", "verify");
            assertThat(verified.code()).as(verified.out()).isEqualTo(ExitCode.DONE);
            assertThat(verified.out()).doesNotContain("open: ");
        }
    }

    private static JsonNode json(Shell shell, String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.add("--json");
        Shell.Result result = shell.run(all.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
        return JsonMapper.shared().readTree(result.out());
    }
}
