package io.holdfast.app.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.transaction.Isolation;
import io.holdfast.transaction.Transaction;
import io.holdfast.transaction.TransactionOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TX-1, TX-3, R6, R7: a transaction is all or nothing, and says so, on both engines. */
final class TransactionTest {
    private static final Duration SHORT = Duration.ofMillis(500);

    /** Wide, because other work may keep the machine busy. */
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private Database database;

    @AfterEach
    void poolIsWhole() {
        assertThat(database.poolStatus().orElseThrow().active()).isZero();
        put("after");
        assertThat(names()).contains("after");
        database.close();
    }

    private void open(Kind kind) throws SQLException {
        database = kind.withItems(folder, "pool.size", "2");
    }

    @ParameterizedTest
    @EnumSource
    void whatAnInnerPartDidIsUndoneAloneWhenItsFailureIsCaught(Kind kind) throws SQLException {
        open(kind);
        database.inTransaction(transaction -> {
            insert(transaction, "outer");
            assertThatThrownBy(() -> transaction.nested(inner -> {
                        insert(inner, "inner");
                        insert(inner, "outer");
                        return null;
                    }))
                    .isInstanceOf(SQLException.class);
            transaction.nested(inner -> insert(inner, "second"));
            return null;
        });

        assertThat(names()).containsExactlyInAnyOrder("outer", "second");
    }

    @ParameterizedTest
    @EnumSource
    void everyThrowableUndoesTheWhole(Kind kind) throws SQLException {
        open(kind);
        for (Throwable thrown : List.of(new IllegalStateException("no"), new AssertionError("no"))) {
            assertThat(catchThrowable(() -> database.inTransaction(transaction -> {
                        insert(transaction, "gone");
                        transaction.nested(inner -> insert(inner, "gone too"));
                        return sneak(thrown);
                    })))
                    .isSameAs(thrown);
        }
        assertThat(names()).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static <T, E extends Throwable> T sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @ParameterizedTest
    @EnumSource
    void aFailureThatWasSwallowedDoesNotLookLikeACommit(Kind kind) throws SQLException {
        open(kind);
        Throwable thrown = catchThrowable(() -> database.inTransaction(transaction -> {
            insert(transaction, "one");
            assertThatThrownBy(() -> insert(transaction, "one")).isInstanceOf(SQLException.class);
            return null;
        }));

        if (thrown == null) {
            assertThat(names()).as("SQLite undoes the statement alone").containsExactly("one");
        } else {
            assertThat(thrown).hasMessageContaining("failed and nobody said so");
            assertThat(names()).isEmpty();
        }
        assertThat(thrown == null).isEqualTo(kind == Kind.SQLITE);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasPutOffRunsOnceAfterTheCommitAndOnlyThen(Kind kind) throws SQLException {
        open(kind);
        List<String> done = new ArrayList<>();
        database.inTransaction(transaction -> {
            transaction.onCommit(() -> done.add("first, of " + names()));
            assertThatThrownBy(() -> transaction.nested(inner -> {
                        inner.onCommit(() -> done.add("undone"));
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");
            transaction.nested(inner -> {
                inner.onCommit(() -> done.add("second"));
                return insert(inner, "kept");
            });
            assertThat(done).isEmpty();
            return null;
        });
        assertThat(done).containsExactly("first, of [kept]", "second");

        assertThatThrownBy(() -> database.inTransaction(transaction -> {
                    transaction.onCommit(() -> done.add("rolled back"));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(done).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDoneAfterwardsCannotUndoTheCommit(Kind kind) throws SQLException {
        open(kind);
        List<String> done = new ArrayList<>();
        assertThatThrownBy(() -> database.inTransaction(transaction -> {
                    transaction.onCommit(() -> {
                        throw new IllegalStateException("the post office is closed");
                    });
                    transaction.onCommit(() -> done.add("the others are done"));
                    return insert(transaction, "kept");
                }))
                .hasMessage("the post office is closed");
        assertThat(done).containsExactly("the others are done");
        assertThat(names()).containsExactly("kept");
    }

    @ParameterizedTest
    @EnumSource
    void theWorkCannotEndItItself(Kind kind) throws SQLException {
        open(kind);
        Throwable thrown = catchThrowable(() -> database.inTransaction(transaction -> {
            Connection connection = transaction.connection();
            insert(transaction, "gone");
            assertThatThrownBy(connection::commit).hasMessageContaining("return from the work");
            assertThatThrownBy(connection::rollback).hasMessageContaining("throw an exception");
            assertThatThrownBy(() -> connection.setAutoCommit(true)).hasMessageContaining("return from the work");
            connection.close();
            insert(transaction, "gone too");
            throw new IllegalStateException("no");
        }));
        assertThat(thrown).hasMessage("no");
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatWasKeptIsOfNoUseAfterwards(Kind kind) throws SQLException {
        open(kind);
        AtomicReference<Transaction> kept = new AtomicReference<>();
        AtomicReference<PreparedStatement> statement = new AtomicReference<>();
        database.inTransaction(TransactionOptions.named("keep"), transaction -> {
            kept.set(transaction);
            statement.set(transaction.connection().prepareStatement("insert into items (name) values ('kept')"));
            return null;
        });

        String ended = "the transaction keep (%s) has ended; ".formatted(TransactionTest.class.getName());
        assertThatThrownBy(() -> insert(kept.get(), "late")).hasMessage(ended + "its connection was kept");
        assertThatThrownBy(() -> kept.get().nested(inner -> null)).hasMessage(ended + "its connection was kept");
        assertThatThrownBy(() -> kept.get().onCommit(() -> {})).hasMessageContaining(ended);
        assertThatThrownBy(() -> statement.get().execute()).hasMessage(ended + "its statement was kept");
        assertThatThrownBy(() -> statement.get().setString(1, "late")).hasMessage(ended + "its statement was kept");
        assertThat(names()).isEmpty();
        statement.get().close();
        assertThat(statement.get().isClosed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void theConnectionOfAStatementIsNoWayAroundTheEnd(Kind kind) throws SQLException {
        open(kind);
        Throwable thrown = catchThrowable(() -> database.inTransaction(transaction -> {
            insert(transaction, "gone");
            try (Statement statement = transaction.connection().createStatement();
                    PreparedStatement prepared = transaction.connection().prepareStatement("select 1")) {
                for (Statement each : List.of(statement, prepared)) {
                    assertThat(each.getConnection()).isSameAs(transaction.connection());
                    assertThatThrownBy(() -> each.getConnection().commit())
                            .hasMessageContaining("return from the work");
                }
            }
            throw new IllegalStateException("no");
        }));
        assertThat(thrown).hasMessage("no");
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatWasMadeInATransactionThatIsLostSaysSo(Kind kind) throws SQLException {
        open(kind);
        SQLException undone = new SQLException("undone", "40001");
        Throwable thrown = catchThrowable(() ->
                database.inTransaction(TransactionOptions.named("lose").within(SHORT), transaction -> {
                    try (Statement statement = transaction.connection().createStatement()) {
                        assertThatThrownBy(() -> transaction.nested(inner -> {
                                    throw undone;
                                }))
                                .isSameAs(undone);
                        if (kind == Kind.POSTGRESQL) {
                            assertThatThrownBy(() -> statement.executeQuery("select 1"))
                                    .hasMessageStartingWith("the transaction lose (%s) can only be rolled back: "
                                            .formatted(TransactionTest.class.getName()));
                        }
                    }
                    throw new IllegalStateException("no");
                }));
        assertThat(thrown).isNotNull();
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aLongStatementIsEndedAtTheDeadline(Kind kind) throws SQLException {
        open(kind);
        long start = System.nanoTime();
        HoldfastException failure = catchThrowableOfType(
                HoldfastException.class,
                () -> database.inTransaction(
                        TransactionOptions.named("count-for-ever").within(SHORT), transaction -> {
                            insert(transaction, "gone");
                            return endless(transaction.connection());
                        }));
        assertThat(failure.kind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(failure).hasMessage("count-for-ever did not end within its 500 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, SOON);
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void workThatGoesOnAfterItsDeadlineGetsNothingMoreDone(Kind kind) throws SQLException {
        open(kind);
        HoldfastException failure = catchThrowableOfType(
                HoldfastException.class,
                () -> database.inTransaction(TransactionOptions.named("insist").within(SHORT), transaction -> {
                    PreparedStatement prepared =
                            transaction.connection().prepareStatement("insert into items (name) values (?)");
                    assertThatThrownBy(() -> endless(transaction.connection())).isInstanceOf(SQLException.class);
                    for (int number = 0; number < 20; number++) {
                        int each = number;
                        assertThatThrownBy(() -> {
                                    prepared.setString(1, "stored " + each);
                                    prepared.execute();
                                })
                                .isInstanceOf(SQLException.class);
                    }
                    return null;
                }));
        assertThat(failure.kind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void isolationIsAnOptionAndDoesNotStay(Kind kind) throws SQLException {
        open(kind);
        int inside = database.inTransaction(
                TransactionOptions.named("see-one-moment").isolated(Isolation.SERIALIZABLE),
                transaction -> transaction.connection().getTransactionIsolation());
        assertThat(inside).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        int usual =
                database.inTransaction(transaction -> transaction.connection().getTransactionIsolation());
        assertThat(usual)
                .isEqualTo(
                        kind == Kind.SQLITE
                                ? Connection.TRANSACTION_SERIALIZABLE
                                : Connection.TRANSACTION_READ_COMMITTED);
    }

    private static Object endless(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000000000)"
                                + " select count(*) from n")) {
            return row.next();
        }
    }

    private static Object insert(Transaction transaction, String name) throws SQLException {
        try (PreparedStatement insert =
                transaction.connection().prepareStatement("insert into items (name) values (?)")) {
            insert.setString(1, name);
            return insert.executeUpdate();
        }
    }

    private void put(String name) {
        database.inTransaction(transaction -> insert(transaction, name));
    }

    private List<String> names() {
        return database.call(Operation.read("names"), session -> {
            List<String> names = new ArrayList<>();
            try (Statement statement = session.connection().createStatement();
                    ResultSet rows = statement.executeQuery("select name from items order by id")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        });
    }
}
