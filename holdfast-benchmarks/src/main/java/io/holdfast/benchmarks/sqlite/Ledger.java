package io.holdfast.benchmarks.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The file that all write to: accounts, and a row for every booking. What happens to it is the same statements for
 * everybody; how a transaction begins and ends is theirs.
 *
 * @param file where it is
 */
record Ledger(Path file) {
    /** How many accounts there are, numbered from 0. */
    static final int ACCOUNTS = 1_000;

    private static final int AMOUNT = 3;
    private static final int FIRST_BALANCE = 1_000;

    /** A new one. */
    static Ledger create(Path file) throws SQLException {
        var ledger = new Ledger(file);
        try (Connection connection = ledger.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("pragma journal_mode = wal");
            statement.execute("create table accounts (id integer primary key, balance integer not null)");
            statement.execute("create table bookings"
                    + " (id integer primary key, writer integer not null, number integer not null)");
            statement.execute("insert into accounts with recursive n(i) as"
                    + " (select 0 union all select i + 1 from n where i < %d - 1) select i, %d from n"
                            .formatted(ACCOUNTS, FIRST_BALANCE));
        }
        return ledger;
    }

    /** One read and three writes, inside a transaction that somebody else begins and ends. */
    static void book(Connection connection, Booking booking) throws SQLException {
        long balance = balance(connection, booking.from());
        update(connection, "update accounts set balance = ? where id = ?", balance - AMOUNT, booking.from());
        update(connection, "update accounts set balance = balance + ? where id = ?", AMOUNT, booking.to());
        update(connection, "insert into bookings (writer, number) values (?, ?)", booking.writer(), booking.number());
    }

    /** What a reader asks: what is on {@code account}. */
    static long balance(Connection connection, int account) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select balance from accounts where id = ?")) {
            statement.setInt(1, account);
            return number(statement.executeQuery());
        }
    }

    private static void update(Connection connection, String sql, long first, long second) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, first);
            statement.setLong(2, second);
            statement.executeUpdate();
        }
    }

    /**
     * Looks whether the file holds what was acknowledged: each writer's bookings, each once, and the sum of the accounts
     * that there was at the beginning.
     *
     * @param acknowledged how many bookings of each writer were
     * @throws IllegalStateException if it does not
     */
    void check(String contestant, List<Long> acknowledged) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (int writer = 0; writer < acknowledged.size(); writer++) {
                String his = " from bookings where writer = " + writer;
                long rows = number(statement.executeQuery("select count(*)" + his));
                long numbers = number(statement.executeQuery("select count(distinct number)" + his));
                long expected = acknowledged.get(writer);
                if (rows != expected || numbers != expected) {
                    throw new IllegalStateException(
                            "%s acknowledged %d bookings of writer %d; the file has %d rows for %d"
                                    .formatted(contestant, expected, writer, rows, numbers));
                }
            }
            long sum = number(statement.executeQuery("select sum(balance) from accounts"));
            if (sum != (long) ACCOUNTS * FIRST_BALANCE) {
                throw new IllegalStateException("%s lost an update: the accounts hold %d".formatted(contestant, sum));
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private static long number(ResultSet answer) throws SQLException {
        try (answer) {
            answer.next();
            return answer.getLong(1);
        }
    }
}
