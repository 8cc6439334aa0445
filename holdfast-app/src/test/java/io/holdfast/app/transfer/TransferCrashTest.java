package io.holdfast.app.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engines;
import io.holdfast.testkit.CrashPoint;
import io.holdfast.testkit.CrashRunner;
import io.holdfast.transfer.Transfer;
import io.holdfast.transfer.TransferListener;
import io.holdfast.transfer.TransferOptions;
import io.holdfast.transfer.TransferStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** XFER-4: a transfer that is killed leaves the target as it was, and the next one succeeds. */
@Tag("crash")
class TransferCrashTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void killedAtAnyStepThePublishedSchemaIsAsBeforeAndASecondRunSucceeds(TransferStep step) throws Exception {
        Path source = Sources.shop(folder);
        byte[] before = Files.readAllBytes(source);
        Target target = Target.fresh();
        target.run("create schema other; create table other.kept (id int); insert into other.kept values (7)");
        CrashRunner program = new CrashRunner(Program.class, Duration.ofMinutes(2));

        program.haltAt(step, source.toString(), target.address());

        boolean published = step == TransferStep.PUBLISHED;
        if (published) {
            assertThat(target.differencesFrom(source, "public")).isEmpty();
        } else {
            assertThat(target.tablesIn("public")).isEmpty();
        }
        assertThat(program.toTheEnd(source.toString(), target.address()).output())
                .contains(published ? "ALREADY_PUBLISHED" : "PUBLISHED");
        if (!published) {
            assertThat(target.differencesFrom(source, "public")).isEmpty();
        }
        assertThat(target.stagingSchemas()).isEmpty();
        assertThat(target.ask("select id from other.kept")).containsExactly("7");
        assertThat(Files.readAllBytes(source)).isEqualTo(before);
    }

    /** Transfers its first argument into its second. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            Consumer<TransferStep> crashPoint = CrashPoint.listener();
            try (Transfer transfer = Transfer.between(
                    Engines.onClassPath(),
                    Endpoint.at("source", "sqlite:" + arguments[0]),
                    Endpoint.at("target", arguments[1]),
                    TransferOptions.DEFAULTS)) {
                System.out.println(transfer.run(new TransferListener() {
                            @Override
                            public void reached(TransferStep step) {
                                crashPoint.accept(step);
                            }
                        })
                        .status());
            }
        }
    }
}
