package io.holdfast.degrade;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.transaction.Transaction;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Writes a line under a key: nothing keeps it from being there twice, so that a test sees it. A line that begins with {@code
 * poison} cannot be written.
 */
class LineWrite implements DeferredWrite<LineWrite.Line> {
    private final int version;

    /** One that queues lines in {@code version}. */
    LineWrite(int version) {
        this.version = version;
    }

    /** A line and its key. */
    record Line(String key, int number) {}

    @Override
    public String name() {
        return "write-line";
    }

    @Override
    public String database() {
        return "app";
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public byte[] write(Line line) {
        return (line.key + ":" + line.number).getBytes(UTF_8);
    }

    @Override
    public Line read(int written, byte[] bytes) {
        if (written < 1) {
            throw new IllegalArgumentException("lines of version %d are not known".formatted(written));
        }
        String[] parts = new String(bytes, UTF_8).split(":", 2);
        return new Line(parts[0], Integer.parseInt(parts[1]));
    }

    @Override
    public void apply(Transaction transaction, Line line) throws SQLException, InterruptedException {
        try (PreparedStatement insert =
                transaction.connection().prepareStatement("insert into line (name, number) values (?, ?)")) {
            insert.setString(1, line.key);
            insert.setInt(2, line.number);
            insert.executeUpdate();
        }
        if (line.number < 0) {
            throw new IllegalStateException("this line is poison");
        }
    }
}
