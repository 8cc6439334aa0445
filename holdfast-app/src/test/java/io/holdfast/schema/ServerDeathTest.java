package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.schema.Fixture.Kind;
import io.holdfast.schema.run.RunStep;
import io.holdfast.testkit.Scenario;
import io.holdfast.testkit.fault.FaultProxy;
import io.holdfast.testkit.fault.FaultProxy.Cut;
import io.holdfast.testkit.fault.PostgresProcess;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MIG-3, R4, R5: the server dies, or the way to it breaks, in the middle of a run; the run goes on where the history says. */
@Tag("fault")
final class ServerDeathTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"EXECUTED", "RECORDED", "COMMITTED"})
    @Scenario(8)
    void aServerThatIsKilledAndComesBackHasEachStatementOnce(RunStep when) {
        try (PostgresProcess server = PostgresProcess.fresh()) {
            Fixture app = KillableRun.write(Fixture.at(folder, server.endpoint("app")), Kind.POSTGRESQL);
            var seen = new AtomicInteger();
            Consumer<RunStep> death = step -> {
                if (step == when && seen.incrementAndGet() == 4) {
                    server.crashAndRestart();
                }
            };

            MigrationReport report = app.open(MigrationListener.SILENT, death).up(MigrationOptions.USUAL);

            assertThat(seen.get()).isGreaterThanOrEqualTo(4);
            assertThat(report.steps()).hasSize(7);
            assertThat(app.read("select n from counts")).containsExactly("" + KillableRun.COUNTED);
            KillableRun.assertWhole(app);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "AFTER_FOR_GOOD", mode = EnumSource.Mode.EXCLUDE)
    @Scenario(9)
    void aCommitWhoseAnswerIsLostIsLookedUpAndNotRunBlindly(Cut cut) {
        Fixture server = Kind.POSTGRESQL.in(folder);
        try (FaultProxy proxy = FaultProxy.to(server.place())) {
            Fixture app = KillableRun.write(Fixture.at(folder, proxy.endpoint(server.place())), Kind.POSTGRESQL);
            var recorded = new AtomicInteger();
            Consumer<RunStep> breaking = step -> {
                if (step == RunStep.RECORDED && recorded.incrementAndGet() == 3) {
                    proxy.cut("COMMIT", cut);
                }
            };

            MigrationReport report =
                    app.open(MigrationListener.SILENT, breaking).up(MigrationOptions.USUAL);

            assertThat(proxy.cuts()).isEqualTo(1);
            assertThat(report.steps()).hasSize(7);
            assertThat(app.read("select n from counts")).containsExactly("" + KillableRun.COUNTED);
            KillableRun.assertWhole(app);
        }
    }
}
