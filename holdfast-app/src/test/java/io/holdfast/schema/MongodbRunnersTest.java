package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Endpoint;
import io.holdfast.schema.run.RunStep;
import io.holdfast.testkit.CallerThreads;
import io.holdfast.testkit.CrashRunner;
import io.holdfast.testkit.fault.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MIG-3, MIG-5, R4: runners on MongoDB that come together, die at each step, or were paused for too long. */
@Tag("docgw")
final class MongodbRunnersTest {
    private static final int COUNTED = 5;

    private final CrashRunner program = new CrashRunner(KillableRun.Program.class, Duration.ofMinutes(2));

    @TempDir
    private Path folder;

    private MongodbPlace place;
    private Fixture app;

    @BeforeEach
    void write() {
        place = MongodbPlace.in(folder);
        String more = "{\"update\": \"counts\", \"updates\": [{\"q\": {}, \"u\": {\"$inc\": {\"n\": 1}}}]}";
        app = place.app()
                .file(
                        "V1__a.json",
                        "[{\"create\": \"counts\"}, {\"insert\": \"counts\", \"documents\": [{\"_id\": 1, \"n\": 0}]}]")
                .file("V2__b.json", "[%s, %s]".formatted(more, more))
                .file("V3__c.json", """
                        [%1$s, {"createIndexes": "counts", "indexes": [{"key": {"n": 1}, "name": "by_n"}]},
                         %1$s, {"create": "others", "validator": {"n": {"$exists": true}}}, %1$s]""".formatted(more));
    }

    @AfterEach
    void close() {
        place.close();
    }

    private void assertWhole() {
        assertThat(place.history()).containsExactly("VERSIONED 1 DONE", "VERSIONED 2 DONE", "VERSIONED 3 DONE");
        assertThat(place.documents("counts")).containsExactly(new Document("_id", 1).append("n", COUNTED));
        assertThat(place.indexes("counts")).contains("by_n");
        assertThat(place.collections()).containsExactly("counts", "others");
        assertThat(app.open().validate().pending()).isZero();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLAIMED")
    void whereverARunnerDiesTheNextOneGoesOnAndDoesNothingTwice(RunStep step) {
        program.haltAt(step, KillableRun.arguments(folder, app.place(), 0));
        place.endLease();
        app.open().up(MigrationOptions.USUAL);
        assertWhole();
    }

    @Test
    void whoTakesOverFromADeadRunnerMayDieAsWell() {
        program.haltAt(RunStep.DONE_ALONE, KillableRun.arguments(folder, app.place(), 2));
        place.endLease();
        program.haltAt(RunStep.CLAIMED, KillableRun.arguments(folder, app.place(), 0));
        place.endLease();
        program.haltAt(RunStep.COUNTED, KillableRun.arguments(folder, app.place(), 0));
        place.endLease();
        app.open().up(MigrationOptions.USUAL);
        assertWhole();
    }

    @Test
    void severalAtOnceApplyEachOnceAndNoneFails() throws Exception {
        ExecutorService threads = CallerThreads.open();
        try {
            List<Future<Integer>> runners = new ArrayList<>();
            for (int runner = 0; runner < 4; runner++) {
                runners.add(threads.submit(
                        () -> app.open().up(MigrationOptions.USUAL).steps().size()));
            }
            List<Integer> applied = new ArrayList<>();
            for (Future<Integer> runner : runners) {
                applied.add(runner.get(1, TimeUnit.MINUTES));
            }
            assertThat(applied.stream().mapToInt(Integer::intValue).sum()).isEqualTo(3);
        } finally {
            threads.shutdownNow();
        }
        assertWhole();
    }

    @Test
    void whoWaitsForOneThatIsKilledGoesOnWhenItsTenSecondsAreOver() throws Exception {
        var told = new AtomicReference<>("");
        MigrationListener listener = new MigrationListener() {
            @Override
            public void waits(String sentence) {
                told.set(sentence);
            }
        };
        try (var paused = new Pausing(RunStep.DONE_ALONE)) {
            paused.signal("KILL");
            long start = System.nanoTime();
            assertThat(app.open(listener, step -> {}).up(MigrationOptions.USUAL).steps())
                    .hasSize(3);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        }
        assertThat(told.get()).contains("another runner of migrations is at work: ", "process ");
        assertWhole();
    }

    @ParameterizedTest
    @EnumSource(names = {"BEGUN", "RECORDED", "DONE_ALONE"})
    void oneThatWasPausedAndFollowedIsRefused(RunStep step) throws Exception {
        try (var paused = new Pausing(step)) {
            paused.signal("STOP");
            app.open().up(MigrationOptions.USUAL);
            assertWhole();
            paused.signal("CONT");
            assertThat(paused.goOn()).contains("another runner has followed this one");
        }
        assertWhole();
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE", "AFTER"})
    void aConnectionThatIsLostIsMadeAgainAndNothingIsDoneTwice(FaultProxy.Cut cut) {
        String direct = app.place().url().toString().replaceAll("\\?.*", "?directConnection=true");
        try (FaultProxy proxy = FaultProxy.to(Endpoint.at("app", direct))) {
            Fixture far = Fixture.at(folder, proxy.endpoint(Endpoint.at("app", direct)));
            proxy.cut("others", cut);
            far.open().up(MigrationOptions.USUAL);
            assertThat(proxy.cuts()).isPositive();
        }
        assertWhole();
    }

    /** A runner in a process of its own, which stops at a step until it is told to go on. */
    private final class Pausing implements AutoCloseable {
        private final Process process;

        Pausing(RunStep step) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Program.class.getName(),
                    step.name()));
            command.addAll(List.of(KillableRun.arguments(folder, app.place(), 0)));
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String line = "";
            while (line != null && !line.equals("paused")) {
                line = process.inputReader().readLine();
            }
            assertThat(line).isEqualTo("paused");
        }

        void signal(String name) throws IOException, InterruptedException {
            assertThat(new ProcessBuilder("kill", "-" + name, "" + process.pid())
                            .start()
                            .waitFor())
                    .isZero();
        }

        /** What it says until its end, which is none without a failure. */
        String goOn() throws IOException, InterruptedException {
            process.getOutputStream().write("go\n".getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            String said = String.join("\n", process.inputReader().lines().toList());
            assertThat(process.waitFor()).isNotZero();
            return said;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** Applies what is pending, with a pause at the first time of a step. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            RunStep stop = RunStep.valueOf(arguments[0]);
            var first = new AtomicReference<>(stop);
            Fixture.at(Path.of(arguments[1]), Endpoint.at("app", arguments[3]))
                    .open(MigrationListener.SILENT, step -> {
                        if (step == first.get()) {
                            first.set(null);
                            System.out.println("paused");
                            awaitWord();
                        }
                    })
                    .up(MigrationOptions.USUAL);
        }

        private static void awaitWord() {
            try {
                assertThat(System.in.read()).isPositive();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
