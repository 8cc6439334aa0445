package io.holdfast.benchmarks.connection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What all contestants ask alike; the answer is the port of the server that gave it. */
@FunctionalInterface
interface Question {
    /** Which server answers. */
    Question READ = (connection, number) -> {
        try (Statement statement = connection.createStatement()) {
            return port(statement.executeQuery("select inet_server_port()"));
        }
    };

    /** The table that {@link #writeOf} writes to: who wrote which number, and on which server. */
    String TABLE =
            "create table numbers (who text, n bigint, server int default inet_server_port(), primary key (who, n))";

    /** Asks, and says which server answered. */
    int ask(Connection connection, long number) throws SQLException;

    /** Writes the number for {@code who}, as a statement of its own. */
    static Question writeOf(String who) {
        return (connection, number) -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("insert into numbers values (?, ?) returning server")) {
                statement.setString(1, who);
                statement.setLong(2, number);
                return port(statement.executeQuery());
            }
        };
    }

    private static int port(ResultSet answer) throws SQLException {
        try (answer) {
            answer.next();
            return answer.getInt(1);
        }
    }
}
