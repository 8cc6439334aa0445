package io.holdfast.benchmarks.queue;

import io.holdfast.degrade.DeferredWrite;
import io.holdfast.transaction.Transaction;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * What is written.
 *
 * @param customer whose order it is; the key
 * @param text the rest of it
 */
record Order(String customer, String text) {
    static final String TABLE = "create table ordered (customer text not null, wanted text not null)";

    /** One of a usual length. */
    static Order of(int caller, int number) {
        return new Order(
                "customer-" + caller,
                "{\"customer\":" + caller + ",\"order\":" + number
                        + ",\"sku\":\"4711-0815\",\"count\":3,\"price\":\"129.00\",\"to\":\"12 Mill Lane\"}");
    }

    /** Puts one into the table. */
    static final class Write implements DeferredWrite<Order> {
        @Override
        public String name() {
            return "order";
        }

        @Override
        public String database() {
            return Shop.DATABASE;
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public byte[] write(Order order) {
            return (order.customer + "\n" + order.text).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Order read(int version, byte[] bytes) {
            String[] parts = new String(bytes, StandardCharsets.UTF_8).split("\n", 2);
            return new Order(parts[0], parts[1]);
        }

        @Override
        public void apply(Transaction transaction, Order order) throws SQLException {
            try (PreparedStatement insert =
                    transaction.connection().prepareStatement("insert into ordered (customer, wanted) values (?, ?)")) {
                insert.setString(1, order.customer);
                insert.setString(2, order.text);
                insert.executeUpdate();
            }
        }
    }
}
