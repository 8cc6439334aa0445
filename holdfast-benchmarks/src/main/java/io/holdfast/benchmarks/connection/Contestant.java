package io.holdfast.benchmarks.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import java.sql.Connection;
import javax.sql.DataSource;

/**
 * One way to reach the data.
 *
 * @param name in the figures
 * @param work one call
 * @param end closes its connections
 */
record Contestant(String name, Load.Work work, Runnable end) implements AutoCloseable {

    /** Holdfast, asked by an operation that only reads. */
    static Contestant reading(Database database) {
        return holdfast(database, Operation.read("read"), Question.READ);
    }

    /** Holdfast, asked by an operation that writes. */
    static Contestant writing(Database database) {
        return holdfast(database, Operation.write("write"), Question.writeOf(ConnectionBench.OURS));
    }

    private static Contestant holdfast(Database database, Operation operation, Question question) {
        return new Contestant(
                ConnectionBench.OURS,
                number -> database.call(operation, session -> question.ask(session.connection(), number)),
                database::close);
    }

    static Contestant hikari(String name, HikariConfig config, Question question) {
        HikariDataSource hikari = new HikariDataSource(config);
        return new Contestant(name, number -> ask(hikari, question, number), hikari::close);
    }

    static Contestant agroal(String name, AgroalDataSource agroal, Question question) {
        return new Contestant(name, number -> ask(agroal, question, number), agroal::close);
    }

    private static int ask(DataSource source, Question question, long number) throws Exception {
        try (Connection connection = source.getConnection()) {
            return question.ask(connection, number);
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
