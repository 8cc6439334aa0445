package io.holdfast.app.transfer;

import io.holdfast.config.Endpoint;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** SQLite files to transfer from. */
final class Sources {
    private Sources() {}

    /** A file that {@code statements} made. */
    static Path file(Path folder, String... statements) throws SQLException {
        Path file = folder.resolve("source.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
        return file;
    }

    static Endpoint endpoint(Path file) {
        return Endpoint.at("source", "sqlite:" + file);
    }

    /** Two tables that refer to each other, with everything that a step of a transfer has to build. */
    static Path shop(Path folder) throws SQLException {
        return file(
                folder,
                "create table customer (id integer primary key autoincrement, name text not null unique,"
                        + " kind text not null default 'plain' check (kind in ('plain', 'gold')))",
                "create table orders (id integer primary key, customer_id integer not null references customer,"
                        + " total decimal(10,2) not null, paid boolean not null default 0, placed_at datetime)",
                "create index orders_by_customer on orders (customer_id, placed_at desc)",
                "create index unpaid on orders (customer_id) where paid = 0",
                "create view totals as select customer_id, sum(total) from orders group by 1",
                "with recursive n(i) as (select 1 union all select i + 1 from n where i < 40)"
                        + " insert into customer (name, kind) select 'name ' || i, iif(i % 7, 'plain', 'gold') from n",
                "with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000)"
                        + " insert into orders select i, 1 + i % 40, i / 100.0, i % 2,"
                        + " datetime('2024-01-01', '+' || i || ' minutes') from n",
                "delete from customer where id > 40",
                "insert into customer (name) values ('gone')",
                "delete from customer where name = 'gone'");
    }
}
