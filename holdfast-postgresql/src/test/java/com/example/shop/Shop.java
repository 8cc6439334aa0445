package com.example.shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** An application's code, outside of the library, that forgets something. */
public final class Shop implements AutoCloseable {
    private final DataSource source;
    private final List<Connection> forgotten = new ArrayList<>();

    /** A shop with a database. */
    public Shop(DataSource source) {
        this.source = source;
    }

    /** Takes a connection and does not give it back. */
    public void forgetToClose() throws SQLException {
        forgotten.add(source.getConnection());
    }

    /** Remembers. */
    @Override
    public void close() throws SQLException {
        for (Connection connection : forgotten) {
            connection.close();
        }
        forgotten.clear();
    }
}
