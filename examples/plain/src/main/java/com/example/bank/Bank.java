package com.example.bank;

import com.example.bank.Outage.Killer;
import io.holdfast.Holdfast;
import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.event.Availability;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A bank: accounts, and a journal of every transfer between them. Plain JDBC, through Holdfast. */
public final class Bank {
    static final int ACCOUNTS = 10;
    static final long MONEY = 10_000;

    private final Database database;

    Bank(Database database) {
        this.database = database;
    }

    /** Opens the bank in the folder that is named first, and lets the outage happen to it. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        Killer killer = List.of(arguments).contains("--by-hand") ? Killer.READER : Killer.EXAMPLE;
        CtrlC.heeded(ctrlC -> {
            try (OwnServer server = OwnServer.start(folder);
                    Holdfast holdfast = Holdfast.open(folder.resolve("holdfast.yaml"))) {
                Bank bank = new Bank(holdfast.database("bank"));
                bank.found();
                return new Outage(bank, server, ctrlC, System.out).happens(killer);
            }
        });
    }

    /** Begins anew, with the money spread over all accounts. */
    void found() {
        database.call("found-the-bank", session -> {
            try (Statement statement = session.connection().createStatement()) {
                statement.executeUpdate("drop table if exists account, journal");
                statement.executeUpdate("create table account (id int primary key, balance bigint not null)");
                statement.executeUpdate("create table journal (number bigint, giver int, taker int, amount bigint)");
                return statement.executeUpdate("insert into account select id, %d from generate_series(1, %d) id"
                        .formatted(MONEY / ACCOUNTS, ACCOUNTS));
            }
        });
    }

    /** Moves money and writes it down: both or neither. */
    void transfer(long number, int giver, int taker, long amount) {
        database.inTransaction(transaction -> {
            // the lower account first, so that no two transfers wait for each other
            change(transaction.connection(), Math.min(giver, taker), giver < taker ? -amount : amount);
            change(transaction.connection(), Math.max(giver, taker), giver < taker ? amount : -amount);
            try (PreparedStatement insert =
                    transaction.connection().prepareStatement("insert into journal values (?, ?, ?, ?)")) {
                insert.setLong(1, number);
                insert.setInt(2, giver);
                insert.setInt(3, taker);
                insert.setLong(4, amount);
                return insert.executeUpdate();
            }
        });
    }

    private static void change(Connection connection, int account, long amount) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update account set balance = balance + ? where id = ?")) {
            update.setLong(1, amount);
            update.setInt(2, account);
            update.executeUpdate();
        }
    }

    /** Whether it can be used now. */
    boolean isOpen() {
        return database.availability() != Availability.DOWN;
    }

    /** How much money all accounts hold. */
    long money() {
        return numbers("money", "select sum(balance) from account").get(0);
    }

    /** The numbers of all transfers that were written down. */
    List<Long> journal() {
        return numbers("journal", "select number from journal");
    }

    private List<Long> numbers(String name, String query) {
        return database.call(Operation.read(name), session -> {
            try (Statement statement = session.connection().createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                List<Long> numbers = new ArrayList<>();
                while (rows.next()) {
                    numbers.add(rows.getLong(1));
                }
                return numbers;
            }
        });
    }
}
