package io.holdfast.app.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.error.HoldfastException;
import io.holdfast.testkit.Props;
import io.holdfast.transaction.Transaction;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * TX-1, TX-4, R6, R7: random programs of nested transactions, with failures of the database and of the work, caught or not,
 * leave exactly the rows that a model says, and do exactly what was put off until the commit.
 */
final class TransactionProgramsTest {
    private static final int CASES = 150;
    private static final int DEEPEST = 4;

    @TempDir
    private Path folder;

    /** One step of a program. */
    private sealed interface Step {
        /** A row that nobody has yet, and an action for after the commit. */
        record Insert(int number) implements Step {}

        /** A row that is refused; caught in a part of its own, or not at all. */
        record Refused(boolean caught) implements Step {}

        /** The work gives up. */
        record Throw() implements Step {}

        /** A part; its failure is caught, or not. */
        record Part(List<Step> steps, boolean caught) implements Step {}
    }

    /** What the work throws. */
    private static final class GivenUp extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @EnumSource
    void everyProgramLeavesWhatTheModelSays(Kind kind) throws SQLException {
        try (Database database = kind.withItems(folder, "pool.size", "2")) {
            database.inTransaction(transaction -> insert(transaction, "taken"));
            Props.cases(CASES).forAll(Props.random(TransactionProgramsTest::program), program -> {
                clear(database);
                Set<String> expected = new TreeSet<>(Set.of("taken"));
                Set<String> planned = new TreeSet<>();
                if (model(program, planned)) {
                    expected.addAll(planned);
                } else {
                    planned.clear();
                }

                Set<String> told = new TreeSet<>();
                boolean committed = run(database, program, told);

                assertThat(names(database)).as("rows of %s", program).isEqualTo(expected);
                assertThat(told).as("actions after %s", program).isEqualTo(planned);
                assertThat(committed).as("the outcome of %s", program).isEqualTo(model(program, new TreeSet<>()));
                assertThat(database.poolStatus().orElseThrow().active()).isZero();
            });
        }
    }

    private static List<Step> program(Random random) {
        return steps(random, 1, new int[1]);
    }

    private static List<Step> steps(Random random, int depth, int[] numbers) {
        List<Step> steps = new ArrayList<>();
        int length = random.nextInt(5);
        for (int step = 0; step < length; step++) {
            int kind = random.nextInt(12);
            if (kind < 5) {
                steps.add(new Step.Insert(numbers[0]++));
            } else if (kind < 7) {
                steps.add(new Step.Refused(random.nextInt(4) > 0));
            } else if (kind == 7 && random.nextBoolean()) {
                steps.add(new Step.Throw());
            } else if (depth < DEEPEST) {
                steps.add(new Step.Part(steps(random, depth + 1, numbers), random.nextInt(4) > 0));
            }
        }
        return steps;
    }

    /** Whether {@code steps} end well; {@code rows} are those that are there then. */
    private static boolean model(List<Step> steps, Set<String> rows) {
        return steps.stream().allMatch(step -> model(step, rows));
    }

    private static boolean model(Step step, Set<String> rows) {
        if (step instanceof Step.Insert insert) {
            return rows.add("row " + insert.number());
        }
        if (step instanceof Step.Refused refused) {
            return refused.caught();
        }
        return step instanceof Step.Part part && part(part, rows);
    }

    private static boolean part(Step.Part part, Set<String> rows) {
        Set<String> inside = new TreeSet<>(rows);
        if (model(part.steps(), inside)) {
            rows.addAll(inside);
            return true;
        }
        return part.caught();
    }

    /** Whether it was committed. */
    private static boolean run(Database database, List<Step> program, Set<String> told) {
        try {
            return database.inTransaction(transaction -> {
                run(transaction, program, told);
                return true;
            });
        } catch (GivenUp | HoldfastException failure) {
            return false;
        }
    }

    private static void run(Transaction transaction, List<Step> steps, Set<String> told) throws Exception {
        for (Step step : steps) {
            if (step instanceof Step.Insert insert) {
                String name = "row " + insert.number();
                insert(transaction, name);
                transaction.onCommit(() -> told.add(name));
            } else if (step instanceof Step.Refused refused) {
                part(transaction, refused.caught(), inner -> insert(inner, "taken"));
            } else if (step instanceof Step.Part part) {
                part(transaction, part.caught(), inner -> {
                    run(inner, part.steps(), told);
                    return true;
                });
            } else {
                throw new GivenUp();
            }
        }
    }

    private static void part(Transaction transaction, boolean caught, Transaction.Work<?> work) throws Exception {
        try {
            transaction.nested(work);
        } catch (GivenUp | SQLException failure) {
            if (!caught) {
                throw failure;
            }
        }
    }

    private static Object insert(Transaction transaction, String name) throws SQLException {
        try (PreparedStatement insert =
                transaction.connection().prepareStatement("insert into items (name) values (?)")) {
            insert.setString(1, name);
            return insert.executeUpdate();
        }
    }

    private static void clear(Database database) {
        database.inTransaction(transaction -> {
            try (Statement statement = transaction.connection().createStatement()) {
                return statement.executeUpdate("delete from items where name <> 'taken'");
            }
        });
    }

    private static Set<String> names(Database database) {
        return database.call(Operation.read("names"), session -> {
            Set<String> names = new TreeSet<>();
            try (Statement statement = session.connection().createStatement();
                    ResultSet rows = statement.executeQuery("select name from items")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        });
    }
}
