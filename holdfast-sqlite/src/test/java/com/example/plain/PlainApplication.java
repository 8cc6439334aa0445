package com.example.plain;

import io.holdfast.Holdfast;
import io.holdfast.database.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;

/** An application that has nothing but what Holdfast brings. */
public final class PlainApplication {
    private PlainApplication() {}

    /** Argument: the folder for its database. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("app.db"));
                var statement = connection.createStatement()) {
            statement.execute("create table numbers (n integer)");
        }
        Path settings =
                Files.writeString(folder.resolve("holdfast.yaml"), "databases: { app: { url: sqlite:app.db } }");
        try (Holdfast holdfast = Holdfast.open(settings)) {
            Database app = holdfast.database("app");
            app.inTransaction(transaction ->
                    transaction.connection().createStatement().executeUpdate("insert into numbers values (42)"));
            try (var connection = app.dataSource().getConnection();
                    var rows = connection.createStatement().executeQuery("select n from numbers")) {
                System.out.println("answer " + rows.getInt(1));
            }
        }
        System.out.println("core in module " + Holdfast.class.getModule().getName());
        System.out.println(
                "Micrometer is " + (isThere("io.micrometer.core.instrument.MeterRegistry") ? "" : "not ") + "there");
    }

    private static boolean isThere(String name) {
        try {
            Class.forName(name);
            return true;
        } catch (ClassNotFoundException missing) {
            return false;
        }
    }
}
