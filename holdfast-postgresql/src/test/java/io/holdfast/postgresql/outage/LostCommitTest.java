package io.holdfast.postgresql.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.config.Endpoint;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.OutcomeUnknownException;
import io.holdfast.error.RetryClass;
import io.holdfast.testkit.EmbeddedPostgres;
import io.holdfast.testkit.fault.FaultProxy;
import io.holdfast.testkit.fault.FaultProxy.Cut;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CON-4, TX-2: the connection is cut before, while and after a commit is sent. */
class LostCommitTest {
    private static final int COMMITS = 25;

    private final Endpoint server = EmbeddedPostgres.shared().freshDatabase();
    private final FaultProxy proxy = FaultProxy.to(server);
    private App app;

    @BeforeEach
    void open() {
        app = App.on(proxy.endpoint(server), "retry.attempts", "10").withNumbers();
    }

    @AfterEach
    void close() {
        app.close();
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE", "DURING", "AFTER"})
    void everyTransactionTakesEffectExactlyOnce(Cut cut) throws SQLException {
        for (int number = 1; number <= COMMITS; number++) {
            proxy.cut("COMMIT", cut);
            app.writeInTransaction(number);
        }

        assertThat(proxy.cuts()).isEqualTo(COMMITS);
        assertThat(rows()).isEqualTo(COMMITS);
    }

    @ParameterizedTest
    @EnumSource(names = {"DURING", "AFTER"})
    void aPlainConnectionsCommitReturnsWhenItTookEffect(Cut cut) throws SQLException {
        try (Connection connection = app.database().dataSource().getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, 1);
            proxy.cut("COMMIT", cut);

            assertThatCode(connection::commit).doesNotThrowAnyException();
        }
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aPlainConnectionsCommitFailsAsRolledBackWhenItDidNotTakeEffect() throws SQLException {
        try (Connection connection = app.database().dataSource().getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, 1);
            proxy.cut("COMMIT", Cut.BEFORE);

            SQLException failure = catchThrowableOfType(SQLException.class, connection::commit);

            assertThat(failure.getSQLState()).isEqualTo("40000");
            assertThat(((HoldfastException) failure.getCause()).retry()).isEqualTo(RetryClass.REPLAY_ON_NEW_CONNECTION);
        }
        assertThat(rows()).isZero();
        assertThat(app.read("select 7")).isEqualTo(7);
    }

    @Test
    void switchingToAutoCommitIsACommitToo() throws SQLException {
        try (Connection connection = app.database().dataSource().getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, 1);
            proxy.cut("COMMIT", Cut.AFTER);

            connection.setAutoCommit(true);
        }
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void whatNobodyCanTellIsUnknownAndNotRepeated() {
        try (App impatient = App.on(proxy.endpoint(server), "timeouts.in-doubt", "300ms")) {
            var runs = new AtomicInteger();
            proxy.cut("COMMIT", Cut.AFTER_FOR_GOOD);

            Throwable failure = catchThrowable(() -> impatient.database().inTransaction(transaction -> {
                runs.incrementAndGet();
                return insert(transaction.connection(), 1);
            }));

            assertThat(failure).isInstanceOf(OutcomeUnknownException.class).hasMessageContaining("nobody can tell");
            assertThat(((HoldfastException) failure).failure().hint()).contains("pg_xact_status");
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void aStatementThatIsATransactionOfItsOwnIsNotRepeated() throws SQLException {
        proxy.cut("insert into", Cut.AFTER);

        assertThatThrownBy(() -> app.write(1))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN));
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aReadIsRepeatedWhereverItWasCut() {
        for (Cut cut : new Cut[] {Cut.BEFORE, Cut.DURING, Cut.AFTER}) {
            proxy.cut("select 4711", cut);
            assertThat(app.read("select 4711")).isEqualTo(4711);
        }
        proxy.resetAfter(100_000);
        assertThat(app.read("select count(*) from (select repeat('x', 1000), n from generate_series(1, 1000) n) s"))
                .isEqualTo(1000);
        assertThat(proxy.cuts()).isEqualTo(3);
    }

    @Test
    void aTransactionThatWasCutInTheMiddleIsRunAgain() throws SQLException {
        proxy.cut("insert into numbers values (2)", Cut.AFTER);

        int runs = app.database().inTransaction(transaction -> {
            insert(transaction.connection(), 1);
            insert(transaction.connection(), 2);
            return 2;
        });

        assertThat(runs).isEqualTo(2);
        assertThat(rows()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"insert into numbers values (1)", "SAVEPOINT", "insert into numbers values (2)", "RELEASE"})
    void aConnectionWhoseLossWasSwallowedIsNoReasonToGoOn(String where) throws SQLException {
        proxy.cut(where, Cut.AFTER);

        app.database().inTransaction(transaction -> {
            swallow(() -> insert(transaction.connection(), 1));
            swallow(() -> transaction.nested(inner -> insert(inner.connection(), 2)));
            return insert(transaction.connection(), 3);
        });

        assertThat(proxy.cuts()).isEqualTo(1);
        assertThat(rows()).isEqualTo(3);
    }

    private static void swallow(Callable<?> work) throws Exception {
        try {
            work.call();
        } catch (SQLException swallowed) {
            assertThat(swallowed.getMessage()).isNotBlank();
        }
    }

    @Test
    void anAbortedTransactionDoesNotPretendToBeCommitted() throws SQLException {
        try (Connection connection = app.database().dataSource().getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, 1);
            assertThatThrownBy(() -> insert(connection, 1)).isInstanceOf(SQLException.class);

            assertThatThrownBy(connection::commit)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getSQLState()).isEqualTo("25P02"));
        }
        assertThat(rows()).isZero();
    }

    private static int insert(Connection connection, long number) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("insert into numbers values (" + number + ")");
        }
    }

    private long rows() throws SQLException {
        try (var session =
                io.holdfast.postgresql.session.PostgresqlSession.open(server, java.time.Duration.ofSeconds(10))) {
            return App.number(session.connection(), "select count(*) from numbers");
        }
    }
}
