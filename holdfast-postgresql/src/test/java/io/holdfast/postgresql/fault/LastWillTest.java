package io.holdfast.postgresql.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.testkit.CrashPoint;
import io.holdfast.testkit.CrashRunner;
import io.holdfast.testkit.fault.PostgresProcess;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A JVM that dies without any goodbye leaves no server behind, not even a frozen one. */
@Tag("crash")
final class LastWillTest {

    /** The steps of {@link Program}. */
    enum Step {
        FROZEN
    }

    @Test
    void aServerDiesWithItsJvmAndIsRemoved() {
        CrashRunner.Run run = CrashRunner.of(Program.class).haltAt(Step.FROZEN);
        List<String> said = run.output().lines().toList();
        Path data = Path.of(said.get(said.size() - 2));
        List<String> pids = List.of(said.get(said.size() - 1).split(" "));
        assertThat(pids).hasSizeGreaterThan(3);
        await().until(() -> pids.stream().noneMatch(LastWillTest::works));
        await().until(() -> Files.notExists(data.getParent()));
    }

    /** Whether it is there, and not only its number because nobody has asked how it ended. */
    private static boolean works(String pid) {
        return Files.exists(Path.of("/proc", pid, "cwd"));
    }

    /** Freezes a server and halts. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            PrintStream out = System.out;
            Consumer<Step> steps = CrashPoint.listener();
            PostgresProcess server = PostgresProcess.fresh();
            out.println(server.ask("show data_directory"));
            server.freeze();
            out.println(String.join(
                    " ", server.processes().stream().map(String::valueOf).toList()));
            steps.accept(Step.FROZEN);
        }
    }
}
