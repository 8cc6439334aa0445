package io.holdfast.app.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.library.Program.Effects;
import io.holdfast.app.library.Program.Step;
import io.holdfast.app.library.Program.Trouble;
import io.holdfast.database.Database;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.testkit.EmbeddedPostgres;
import io.holdfast.transaction.Transaction;
import io.holdfast.transaction.TransactionOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** One program that is run in a transaction, and what it has seen of it. */
final class ProgramRun {
    private final Database database;
    private final String name;
    private final Program program;
    private final List<String> told = new ArrayList<>();
    private Effects effects = new Effects();
    private final List<Exception> failures = new ArrayList<>();
    private @Nullable CompletableFuture<Void> trouble;
    private @Nullable PreparedStatement running;

    ProgramRun(Database database, String name, Program program) {
        this.database = database;
        this.name = name;
        this.program = program;
    }

    /** How a program ended. */
    enum Outcome {
        COMMITTED,
        FAILED,
        UNKNOWN
    }

    /**
     * What is left to be compared.
     *
     * @param program what was run
     * @param name what its rows begin with
     * @param outcome what the caller was told
     * @param effects what its last run had done, as it saw it
     * @param told what was done after the commit
     * @param failures what its last run caught, and why it failed
     */
    record Ending(
            Program program,
            String name,
            Outcome outcome,
            Effects effects,
            List<String> told,
            List<Exception> failures) {

        /** Why the transaction failed, if it was because of the database. */
        Optional<HoldfastException> failure() {
            return Optional.of(outcome)
                    .filter(how -> how != Outcome.COMMITTED)
                    .map(how -> failures.get(failures.size() - 1))
                    .filter(HoldfastException.class::isInstance)
                    .map(HoldfastException.class::cast);
        }

        @Override
        public String toString() {
            return "%s, %s, which saw%n%s"
                    .formatted(
                            name,
                            program,
                            failures.stream().map(Throwables::getStackTrace).collect(Collectors.joining("\n")));
        }
    }

    /** Runs it; whatever befalls it is over when this returns. */
    Ending run() {
        try {
            database.inTransaction(options(), transaction -> {
                effects = new Effects();
                failures.clear();
                beginTrouble(transaction.connection());
                run(transaction, program.steps());
                return true;
            });
            return ending(Outcome.COMMITTED);
        } catch (HoldfastException failure) {
            failures.add(failure);
            return ending(failure.kind() == ErrorKind.OUTCOME_UNKNOWN ? Outcome.UNKNOWN : Outcome.FAILED);
        } catch (Program.GivenUp failure) {
            failures.add(failure);
            return ending(Outcome.FAILED);
        } finally {
            awaitTrouble();
        }
    }

    private Ending ending(Outcome outcome) {
        return new Ending(program, name, outcome, effects, told, failures);
    }

    private TransactionOptions options() {
        TransactionOptions named = TransactionOptions.named(name.replace(' ', '-'));
        return program.trouble() == Trouble.DEADLINE ? named.within(program.after()) : named;
    }

    private void run(Transaction transaction, List<Step> steps) throws Exception {
        for (Step step : steps) {
            run(transaction, step);
        }
    }

    private void run(Transaction transaction, Step step) throws Exception {
        Connection connection = transaction.connection();
        if (step instanceof Step.Insert insert) {
            String row = Program.row(name, insert);
            write(connection, "insert into items (name) values ('%s')".formatted(row));
            transaction.onCommit(() -> told.add(row));
            effects.insert(row);
        } else if (step instanceof Step.Add add) {
            write(connection, "update counters set n = n + 1 where id = " + add.counter());
            effects.add();
        } else if (step instanceof Step.Refused refused) {
            beRefused(transaction, refused.care());
        } else if (step instanceof Step.Orphan) {
            write(connection, "insert into children (parent) values (-1)");
        } else if (step instanceof Step.Look) {
            assertThat(rows(connection)).as("what %s sees of itself", name).isEqualTo(effects.rows());
        } else if (step instanceof Step.Linger linger) {
            linger(connection, linger.millis());
        } else if (step instanceof Step.Part part) {
            part(transaction, part.caught(), inner -> {
                run(inner, part.steps());
                return true;
            });
        } else {
            throw new Program.GivenUp();
        }
    }

    private void beRefused(Transaction transaction, Program.Care care) throws Exception {
        Transaction.Work<?> insert = inner -> write(inner.connection(), "insert into items (name) values ('taken')");
        switch (care) {
            case CAUGHT_PART -> part(transaction, true, insert);
            case PART -> part(transaction, false, insert);
            case NONE -> insert.in(transaction);
            case SWALLOWED -> {
                try {
                    insert.in(transaction);
                } catch (SQLException swallowed) {
                    assertThat(swallowed.getMessage()).as("what nobody hears").isNotBlank();
                }
            }
        }
    }

    private void part(Transaction transaction, boolean caught, Transaction.Work<?> work) throws Exception {
        Effects before = effects.copy();
        try {
            transaction.nested(work);
        } catch (Exception failure) {
            effects = before;
            failures.add(failure);
            if (!caught) {
                throw failure;
            }
        }
    }

    private int write(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            enter(statement);
            return statement.executeUpdate();
        } finally {
            enter(null);
        }
    }

    private void linger(Connection connection, int millis) throws SQLException {
        String sql =
                "with recursive n(i) as (select 1 union all select i + 1 from n where i < %d) select count(*) from n";
        ask(connection, sql.formatted(1 + millis * 3_000));
    }

    private List<String> rows(Connection connection) throws SQLException {
        return ask(connection, "select name from items where name like '%s row %%' order by id".formatted(name));
    }

    private List<String> ask(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            enter(statement);
            try (ResultSet answer = statement.executeQuery()) {
                List<String> values = new ArrayList<>();
                while (answer.next()) {
                    values.add(answer.getString(1));
                }
                return values;
            } finally {
                enter(null);
            }
        }
    }

    // what befalls it

    /** The statement that is running, which another thread may cancel until this is called again. */
    private synchronized void enter(@Nullable PreparedStatement statement) {
        running = statement;
    }

    private synchronized void cancel() throws SQLException {
        if (running != null) {
            running.cancel();
        }
    }

    /** Trouble comes once, however often the program is run. */
    private void beginTrouble(Connection connection) throws SQLException {
        Runnable what = trouble(connection);
        if (trouble == null) {
            Executor later = CompletableFuture.delayedExecutor(program.after().toNanos(), TimeUnit.NANOSECONDS);
            trouble = CompletableFuture.runAsync(what, later);
        }
    }

    private Runnable trouble(Connection connection) throws SQLException {
        switch (program.trouble()) {
            case CANCEL:
                return () -> {
                    try {
                        cancel();
                    } catch (SQLException failure) {
                        throw new CompletionException(failure);
                    }
                };
            case INTERRUPT:
                return Thread.currentThread()::interrupt;
            case LOST_SESSION:
                if (connection.isWrapperFor(PGConnection.class)) {
                    int session = connection.unwrap(PGConnection.class).getBackendPID();
                    return () -> EmbeddedPostgres.shared()
                            .execute(
                                    database.config().endpoint(), "select pg_terminate_backend(%d)".formatted(session));
                }
                return () -> {};
            default:
                return () -> {};
        }
    }

    private void awaitTrouble() {
        if (trouble != null) {
            trouble.join();
        }
        assertThat(Thread.interrupted())
                .as("an interrupt that nobody sent")
                .isIn(program.trouble() == Trouble.INTERRUPT, false);
    }
}
