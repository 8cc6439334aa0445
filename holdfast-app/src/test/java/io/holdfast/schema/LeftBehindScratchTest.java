package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.config.Secret;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Engines;
import io.holdfast.engine.Scratch;
import io.holdfast.engine.SqlSession;
import io.holdfast.schema.Fixture.Kind;
import io.holdfast.testkit.CrashRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MIG-7: what a process that was killed leaves of throw-away databases is removed by the next that makes one. */
final class LeftBehindScratchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void theNextRemovesWhatAKilledOneLeft(Kind kind) throws Exception {
        Endpoint like = kind.in(folder).place();
        Path told = folder.resolve("told");
        CrashRunner.of(Maker.class)
                .toTheEnd(
                        told.toString(),
                        like.url().toString(),
                        like.credentials().map(Endpoint.Credentials::user).orElse(""),
                        like.credentials()
                                .map(known -> known.password().reveal())
                                .orElse(""));
        Path left = Path.of(Files.readString(told));
        assertThat(left).isDirectory();
        assertThat(servers(left)).hasSize(kind == Kind.SQLITE ? 0 : 1);

        Engine engine = Engines.onClassPath().of(like.url());
        try (Scratch.Database next = engine.scratch().orElseThrow().empty(like, Optional.empty())) {
            assertThat(engine.open(next.endpoint(), PATIENCE)).isNotNull();
            assertThat(left).doesNotExist();
            assertThat(servers(left)).isEmpty();
        }
    }

    /** On a named server a day has to pass, since its other users may be on other machines. */
    @Test
    void databasesThatWereLeftBehindADayAgoAreDropped() throws Exception {
        Fixture app = Kind.POSTGRESQL.in(folder);
        long now = Instant.now().getEpochSecond();
        app.execute(
                "create database holdfast_scratch_old",
                "comment on database holdfast_scratch_old is 'made at %d'".formatted(now - 100_000),
                "create database holdfast_scratch_new",
                "comment on database holdfast_scratch_new is 'made at %d'".formatted(now - 1_000),
                "create database holdfast_scratch_other");

        assertThat(app.open().drift().compared()).isTrue();

        assertThat(app.read("select datname from pg_database where datname ~ '^holdfast_scratch_' order by 1"))
                .containsExactly("holdfast_scratch_new", "holdfast_scratch_other");
        app.execute("drop database holdfast_scratch_new", "drop database holdfast_scratch_other");
    }

    /** The processes that work in {@code folder}. */
    private static Stream<ProcessHandle> servers(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("-D") && line.contains(folder.toString()))
                        .isPresent());
    }

    /** Makes a database to be thrown away, tells where, and dies. */
    static final class Maker {
        private Maker() {}

        public static void main(String[] arguments) throws Exception {
            DatabaseUrl url = DatabaseUrl.parse(arguments[1]).url();
            Optional<Endpoint.Credentials> credentials = arguments[2].isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Endpoint.Credentials(arguments[2], Secret.of(arguments[3])));
            Engine engine = Engines.onClassPath().of(url);
            Scratch.Database made =
                    engine.scratch().orElseThrow().empty(new Endpoint("app", url, credentials), Optional.empty());
            Path place = url.engine().equals("sqlite")
                    ? Path.of(made.endpoint().url().path())
                    : data(engine, made.endpoint());
            while (!place.getFileName().toString().startsWith("holdfast-scratch")) {
                place = place.getParent();
            }
            Files.writeString(Path.of(arguments[0]), place.toString());
            Runtime.getRuntime().halt(0);
        }

        private static Path data(Engine engine, Endpoint endpoint) throws Exception {
            try (var session = (SqlSession) engine.open(endpoint, PATIENCE);
                    ResultSet answer = session.connection().createStatement().executeQuery("show data_directory")) {
                answer.next();
                return Path.of(answer.getString(1));
            }
        }
    }
}
