package io.holdfast.postgresql.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.engine.Commits.Outcome;
import io.holdfast.testkit.fault.PostgresProcess;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * CON-4, TX-2: what a server says of a transaction's number, also when it crashed before it had written the number out:
 * then it gives the number again, and what it says of the second transaction says nothing about the first.
 */
final class PostgresqlCommitsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PostgresqlCommits commits = new PostgresqlCommits();
    private final PostgresProcess server = PostgresProcess.fresh();

    /** How the server dies. */
    enum Death {
        EVERY_PROCESS,
        ONE_SESSION
    }

    @BeforeEach
    void makeTable() {
        server.set("wal_writer_delay", "10s");
        server.execute(server.endpoint("app"), "create table numbers (n bigint)", "checkpoint");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void withoutACrashTheServerKnowsEverything() throws Exception {
        try (PostgresqlSession asking = open();
                PostgresqlSession session = begin()) {
            String first = commits.ticket(session).orElseThrow();
            assertThat(commits.outcome(asking, first)).isEqualTo(Outcome.RUNNING);
            session.connection().commit();
            assertThat(commits.outcome(asking, first)).isEqualTo(Outcome.COMMITTED);

            insert(session);
            String second = commits.ticket(session).orElseThrow();
            session.connection().rollback();
            assertThat(commits.outcome(asking, second)).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(commits.advice(second))
                    .isEqualTo("if the server has not crashed since, it answers SELECT pg_xact_status('%s')"
                            .formatted(number(second)));
        }
    }

    @Test
    void whatStillRunsCanBeEnded() throws Exception {
        try (PostgresqlSession asking = open();
                PostgresqlSession session = begin()) {
            String ticket = commits.ticket(session).orElseThrow();
            commits.end(asking, ticket);

            await().atMost(PATIENCE).until(() -> commits.outcome(asking, ticket) == Outcome.ROLLED_BACK);
            assertThat(session.ping(PATIENCE)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNumberThatWasLostAndNotGivenAgainShowsThatNothingIsLeft(Death death) throws Exception {
        String ticket = lost(death);
        try (PostgresqlSession asking = open()) {
            assertThat(commits.outcome(asking, ticket)).isEqualTo(Outcome.ROLLED_BACK);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCommitWhoseRecordsOutlivedTheCrashIsBelieved(Death death) throws Exception {
        String ticket;
        try (PostgresqlSession session = begin()) {
            ticket = commits.ticket(session).orElseThrow();
            session.connection().commit();
        }
        lost(death);
        try (PostgresqlSession asking = open()) {
            assertThat(commits.outcome(asking, ticket)).isEqualTo(Outcome.COMMITTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNumberThatAnotherTransactionCommittedProvesNothing(Death death) throws Exception {
        String ticket = lost(death);
        try (PostgresqlSession other = again(ticket)) {
            other.connection().commit();
            assertThat(server.ask("select pg_xact_status('%s')".formatted(number(ticket))))
                    .isEqualTo("committed");

            assertThat(commits.outcome(other, ticket)).isEqualTo(Outcome.FORGOTTEN);
            assertThat(server.ask(server.endpoint("app"), "select count(*) from numbers"))
                    .as("the second transaction's row")
                    .isEqualTo("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTransactionThatRunsUnderALostNumberIsLeftAlone(Death death) throws Exception {
        String ticket = lost(death);
        try (PostgresqlSession asking = open();
                PostgresqlSession other = again(ticket)) {
            Outcome expected = death == Death.EVERY_PROCESS ? Outcome.ROLLED_BACK : Outcome.RUNNING;
            assertThat(commits.outcome(asking, ticket)).isEqualTo(expected);
            commits.end(asking, ticket);
            assertThat(other.ping(PATIENCE)).isTrue();

            other.connection().rollback();
            assertThat(commits.outcome(asking, ticket)).isEqualTo(Outcome.ROLLED_BACK);
        }
    }

    @Test
    void aServerThatWasStoppedInOrderLostNothingAndIsBelieved() throws Exception {
        String ticket;
        try (PostgresqlSession session = begin()) {
            ticket = commits.ticket(session).orElseThrow();
            session.connection().commit();
        }
        server.stop();
        server.start();
        try (PostgresqlSession asking = open()) {
            assertThat(commits.outcome(asking, ticket)).isEqualTo(Outcome.COMMITTED);
        }
    }

    @Test
    void aCrashIsNotForgottenOverAnOrderlyRestart() throws Exception {
        String ticket = lost(Death.EVERY_PROCESS);
        try (PostgresqlSession other = again(ticket)) {
            other.connection().commit();
        }
        server.stop();
        server.start();
        try (PostgresqlSession asking = open()) {
            assertThat(commits.outcome(asking, ticket)).isEqualTo(Outcome.FORGOTTEN);
        }
    }

    /** The ticket of a transaction whose number the server had not written out when it died. */
    private String lost(Death death) throws Exception {
        try (PostgresqlSession session = begin()) {
            String ticket = commits.ticket(session).orElseThrow();
            if (death == Death.EVERY_PROCESS) {
                server.crashAndRestart();
            } else {
                long process = session.driver().getBackendPID();
                ProcessHandle.of(process).orElseThrow().destroyForcibly();
                await().atMost(PATIENCE).until(() -> !session.ping(PATIENCE));
                await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                    open().close();
                    return true;
                });
            }
            return ticket;
        }
    }

    /** A transaction that has written something, and got the same number. */
    private PostgresqlSession again(String ticket) throws SQLException {
        long wanted = number(ticket);
        PostgresqlSession session = open();
        while (true) {
            session.connection().setAutoCommit(false);
            insert(session);
            long given = number(commits.ticket(session).orElseThrow());
            assertThat(given).as("the number was lost").isLessThanOrEqualTo(wanted);
            if (given == wanted) {
                return session;
            }
            session.connection().rollback();
        }
    }

    private static long number(String ticket) {
        return Long.parseLong(ticket.substring(0, ticket.indexOf(' ')));
    }

    private PostgresqlSession begin() throws SQLException {
        PostgresqlSession session = open();
        session.connection().setAutoCommit(false);
        insert(session);
        return session;
    }

    private static void insert(PostgresqlSession session) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute("insert into numbers values (1)");
        }
    }

    private PostgresqlSession open() throws SQLException {
        return PostgresqlSession.open(server.endpoint("app"), PATIENCE);
    }
}
