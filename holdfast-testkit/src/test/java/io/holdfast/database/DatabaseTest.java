package io.holdfast.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.Declared;
import io.holdfast.ScriptedEngine;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Events;
import io.holdfast.resilience.Time;
import io.holdfast.testkit.Canaries;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** ERR-1, ERR-4, CON-10: a call goes in, a result or a sorted failure comes out. */
class DatabaseTest {
    private final ScriptedEngine engine = new ScriptedEngine();
    private final Database database = Database.open(Declared.required("app"), engine, Time.real(), new Events());

    @AfterEach
    void close() {
        database.close();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whatTheDriverThrowsIsSortedAndNamesDatabaseAndOperation() {
        assertThatThrownBy(() -> database.call(
                        "count-orders",
                        session -> session.connection()
                                .createStatement()
                                .execute("select password='" + Canaries.PLAIN_PASSWORD + "' from nowhere")))
                .isInstanceOfSatisfying(HoldfastException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(ErrorKind.SYNTAX);
                    assertThat(failure.failure().database()).isEqualTo("app");
                    assertThat(failure.failure().operation()).isEqualTo("count-orders");
                    Canaries.assertAbsentFrom(failure + "\n" + failure.getCause());
                });
        assertThat(database.poolStatus().orElseThrow().active()).isZero();
    }

    @Test
    void aFailureThatIsSortedAlreadyPassesUnchanged() {
        HoldfastException known =
                Failure.of(ErrorKind.VERIFICATION, "one row differs").exception();

        assertThatThrownBy(() -> database.call("compare", session -> {
                    throw known;
                }))
                .isSameAs(known);
    }

    @Test
    void anInterruptInsideTheWorkStaysSet() {
        assertThatThrownBy(() -> database.call("wait", session -> {
                    throw new InterruptedException();
                }))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aPlainDataSourceIsAllThatOtherLibrariesNeed() throws Exception {
        try (var connection = database.dataSource().getConnection();
                var rows = connection.createStatement().executeQuery("select 1")) {
            assertThat(rows.next()).isTrue();
        }
    }

    @Test
    void aClosedDatabaseSaysThatItIsClosed() {
        database.close();
        database.close();

        assertThat(database.poolStatus()).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> database.call("read", session -> 1)).hasMessage("app was closed");
        assertThatThrownBy(() -> database.dataSource().getConnection())
                .isInstanceOf(SQLException.class)
                .hasMessage("app was closed");
    }
}
