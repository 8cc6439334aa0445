package io.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.config.Endpoint;
import io.holdfast.config.Secret;
import io.holdfast.engine.Certificates;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Engines;
import io.holdfast.engine.ErrorCodes;
import io.holdfast.engine.RowCursor;
import io.holdfast.engine.RowReader;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.Session;
import io.holdfast.engine.SqlSession;
import io.holdfast.engine.Value;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every engine must do. Each adapter extends it once. ERR-1, ERR-2, ERR-4. */
public abstract class EngineContract {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The engine on trial. */
    protected abstract Engine engine();

    /** A database that is up and may be changed; connections to it are not encrypted. */
    protected abstract Endpoint reachable();

    /** An address at which no database can be opened: a port that is closed, a file that is missing. */
    protected abstract Endpoint unreachable();

    /** The schema in which a plain {@code create table} makes its table. */
    protected abstract String schema();

    /** An address on this machine's loopback, at {@code port}; empty for an engine without servers. */
    protected Optional<Endpoint> onPort(int port) {
        return Optional.empty();
    }

    @Test
    void isFoundOnTheClassPathUnderTheNameInItsAddresses() {
        assertThat(engine().name()).isEqualTo(reachable().url().engine());
        assertThat(Engines.onClassPath().named(engine().name())).hasSameClassAs(engine());
    }

    @Test
    void aReachableDatabaseAnswersPings() throws Exception {
        try (Session session = engine().open(reachable(), PATIENCE)) {
            assertThat(session.ping(PATIENCE)).isTrue();
        }
    }

    @Test
    void closingTwiceIsHarmlessAndAClosedSessionDoesNotAnswer() throws Exception {
        Session session = engine().open(reachable(), PATIENCE);

        session.close();
        session.close();

        assertThat(session.ping(PATIENCE)).isFalse();
    }

    @Test
    void anUnreachableDatabaseIsNamedWithWhatToDo() {
        Failure failure = engine().classify(openingFails(unreachable()), Phase.CONNECT);

        assertThat(failure.kind()).isIn(ErrorKind.CONNECTION, ErrorKind.NOT_FOUND);
        assertThat(failure.sentence()).isNotBlank().doesNotEndWith(".");
        assertThat(failure.hint()).isNotBlank();
    }

    @Test
    void aFailureToOpenShowsNoSecret() {
        Endpoint place = unreachable();
        for (String password : List.of(Canaries.PASSWORD, Canaries.PLAIN_PASSWORD)) {
            var credentials = new Endpoint.Credentials("someone", Secret.of(password));
            var endpoint = new Endpoint(place.database(), place.url(), Optional.of(credentials));

            Throwable thrown = openingFails(endpoint);
            HoldfastException shown = engine().classify(thrown, Phase.CONNECT).causedBy(thrown);

            Canaries.assertAbsentFrom(trace(shown) + shown.failure() + endpoint);
        }
    }

    @Test
    void aServerThatAcceptsAndSaysNothingIsGivenUpInTime() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Optional<Endpoint> endpoint = onPort(silent.getLocalPort());
            if (endpoint.isPresent()) {
                long start = System.nanoTime();
                Throwable thrown = catchThrowable(() -> engine().open(endpoint.get(), Duration.ofSeconds(1)));

                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
                assertThat(engine().classify(thrown, Phase.CONNECT).kind())
                        .isIn(ErrorKind.CONNECTION, ErrorKind.TIMEOUT);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFailureIsClassifiedInEveryPhase(Phase phase) {
        foreignFailures().forEach(thrown -> {
            Failure failure = engine().classify(thrown, phase);

            assertThat(failure.kind()).as("kind of %s", thrown.getClass()).isNotNull();
            assertThat(failure.sentence())
                    .as("sentence for %s", thrown.getClass())
                    .isNotBlank();
            Canaries.assertAbsentFrom(failure.toString());
        });
    }

    @ParameterizedTest
    @EnumSource
    void aFailureThatIsSortedAlreadyStaysAsItIs(Phase phase) {
        for (ErrorKind kind : ErrorKind.values()) {
            HoldfastException known =
                    Failure.of(kind, "something went wrong").withHint("look").exception();

            assertThat(engine().classify(known, phase)).isEqualTo(known.failure());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNetworkFailureOfTheCallersOwnIsNotTheDatabases(Phase phase) {
        var own = new UncheckedIOException(new ConnectException("another server"));

        Failure failure = engine().classify(own, phase);

        assertThat(failure.kind()).isEqualTo(ErrorKind.INTERNAL);
        assertThat(failure.sqlState()).isNull();
        assertThat(failure.vendorCode()).isNull();
        assertThat(engine().breaksConnection(failure)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatWorkMovesAwayFromIsBroken(ErrorKind kind) {
        Failure failure = Failure.of(kind, "something went wrong");

        assertThat(engine().breaksConnection(failure.withRetry(RetryClass.REPLAY_ON_NEW_CONNECTION)))
                .isTrue();
        assertThat(engine().breaksConnection(failure.withRetry(RetryClass.RESOLVE)))
                .isTrue();
    }

    @Test
    void aStatementThatMakesNoSenseIsASyntaxErrorAndBreaksNoConnection() throws Exception {
        inSql(connection -> {
            Throwable thrown = catchThrowable(() -> execute(connection, "selekt 1"));
            Failure failure = engine().classify(thrown, Phase.BODY);

            assertThat(failure.kind()).isEqualTo(ErrorKind.SYNTAX);
            assertThat(engine().breaksConnection(failure)).isFalse();
        });
    }

    @Test
    void aRowThatIsThereAlreadyIsAUniqueViolation() throws Exception {
        inSql(connection -> {
            makeTable(connection);

            Throwable thrown = catchThrowable(() -> execute(connection, "insert into contract_probe values (1, 'x')"));

            assertThat(engine().classify(thrown, Phase.BODY).kind()).isEqualTo(ErrorKind.UNIQUE_VIOLATION);
        });
    }

    @Test
    void theFactsSayWhatNeedsAttentionAndWhatToDo() throws Exception {
        try (Session session = engine().open(reachable(), PATIENCE)) {
            List<Engine.Fact> facts = engine().facts(pooled(session), reachable());

            assertThat(facts).isNotEmpty().allSatisfy(fact -> {
                assertThat(fact.name()).matches("[a-z][a-z0-9-]*");
                assertThat(fact.value()).isNotBlank();
                assertThat(fact.level() == Engine.Level.OK || !fact.advice().isBlank())
                        .as("advice for %s", fact)
                        .isTrue();
            });
            assertThat(facts)
                    .extracting(Engine.Fact::name)
                    .doesNotHaveDuplicates()
                    .contains("version");
        }
    }

    @Test
    void everyCodeThatIsKnownIsFoundAndToldInASentence() {
        engine().errorCodes().ifPresent(codes -> {
            assertThat(codes.known()).isNotEmpty().isSorted().doesNotHaveDuplicates();
            assertThat(codes.known()).allSatisfy(code -> {
                ErrorCodes.Meaning meaning = codes.find(code).orElseThrow();
                assertThat(meaning.code()).startsWith(code);
                assertThat(codes.find(code.toLowerCase(Locale.ROOT))).contains(meaning);
                assertThat(meaning.atWork().sentence()).isNotBlank().doesNotContain("{}", "null");
                assertThat(meaning.atCommit().sentence()).isNotBlank();
            });
            assertThat(codes.find("")).isEmpty();
            assertThat(codes.find("no code")).isEmpty();
        });
    }

    @Test
    void aConnectionInPlainTextHasNoCertificates() throws Exception {
        if (engine().certificates().isPresent()) {
            Certificates certificates = engine().certificates().get();

            assertThat(certificates.server(reachable(), PATIENCE)).isEmpty();
            assertThat(certificates.client(reachable())).isEmpty();
        }
    }

    @Test
    void aTableThatWasMadeIsReadBackWithItsRows() throws Exception {
        try (Session session = engine().open(reachable(), PATIENCE)) {
            if (engine().schemaReader().isPresent() && session instanceof SqlSession sql) {
                makeTable(sql.connection());

                SchemaModel model = engine().schemaReader().get().read(pooled(session), schema());
                SchemaModel.Table table = model.table("contract_probe").orElseThrow();

                assertThat(table.columns()).extracting(SchemaModel.Column::name).containsExactly("id", "name");
                assertThat(table.primaryKey().orElseThrow().columns()).containsExactly("id");
                assertThat(table.column("name").orElseThrow().notNull()).isTrue();
                if (engine().rowReader().isPresent()) {
                    assertThat(rows(engine().rowReader().get(), pooled(session), table))
                            .containsExactlyInAnyOrder("1 one", "2 two");
                }
            }
        }
    }

    private List<String> rows(RowReader reader, Session session, SchemaModel.Table table) throws Exception {
        List<String> rows = new ArrayList<>();
        reader.pin(session);
        try (RowCursor cursor = reader.rows(session, schema(), table)) {
            while (cursor.next()) {
                rows.add(text(cursor.value(0)) + " " + text(cursor.value(1)));
            }
        } finally {
            reader.unpin(session);
        }
        return rows;
    }

    private static String text(Value value) {
        return switch (value.getClass().getSimpleName()) {
            case "Int" -> String.valueOf(((Value.Int) value).value());
            case "Text" -> new String(((Value.Text) value).utf8(), StandardCharsets.UTF_8);
            default -> value.toString();
        };
    }

    private static void makeTable(Connection connection) throws SQLException {
        execute(connection, "drop table if exists contract_probe");
        execute(connection, "create table contract_probe (id integer primary key, name text not null)");
        execute(connection, "insert into contract_probe values (1, 'one'), (2, 'two')");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void inSql(SqlWork work) throws Exception {
        try (Session session = engine().open(reachable(), PATIENCE)) {
            if (session instanceof SqlSession sql) {
                work.on(sql.connection());
            }
        }
    }

    private Throwable openingFails(Endpoint endpoint) {
        Throwable thrown =
                catchThrowable(() -> engine().open(endpoint, PATIENCE).close());
        assertThat(thrown).as("opening %s", endpoint.url()).isNotNull();
        return thrown;
    }

    private static Stream<Throwable> foreignFailures() {
        var loop = new IllegalStateException("one");
        loop.initCause(new IllegalStateException("two", loop));
        return Stream.of(
                new IllegalStateException(),
                new RuntimeException("password=" + Canaries.PLAIN_PASSWORD),
                new SQLException(),
                new SQLException("postgresql://u:" + Canaries.inUrl(Canaries.PASSWORD) + "@h/d", "XX999", -1),
                new SQLException("chained", "08006", new java.io.IOException("Connection reset")),
                new InterruptedException(),
                new StackOverflowError(),
                new java.io.IOException("disk"),
                loop);
    }

    private static String trace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** A session as a pool lends it: not the adapter's own type, so an adapter must not count on that. */
    private static Session pooled(Session session) {
        return session instanceof SqlSession sql ? new Pooled(sql) : session;
    }

    @FunctionalInterface
    private interface SqlWork {
        void on(Connection connection) throws Exception;
    }

    private record Pooled(SqlSession session) implements SqlSession {
        @Override
        public Connection connection() {
            return session.connection();
        }

        @Override
        public boolean ping(Duration timeout) {
            return session.ping(timeout);
        }

        @Override
        public void cancel() throws Exception {
            session.cancel();
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
