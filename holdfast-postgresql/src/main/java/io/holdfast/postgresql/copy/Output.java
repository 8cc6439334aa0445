package io.holdfast.postgresql.copy;

import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/** A bounded buffer in front of COPY: what it holds is sent when it is full. */
final class Output {
    private static final int SIZE = 64 * 1024;

    private final byte[] buffer = new byte[SIZE];
    private final CopyIn copy;
    private int used;

    Output(CopyIn copy) {
        this.copy = copy;
    }

    void bytes(byte[] bytes) throws SQLException {
        int from = 0;
        while (from < bytes.length) {
            if (used == SIZE) {
                flush();
            }
            int count = Math.min(SIZE - used, bytes.length - from);
            System.arraycopy(bytes, from, buffer, used, count);
            used += count;
            from += count;
        }
    }

    void int8(int value) throws SQLException {
        room(1);
        buffer[used++] = (byte) value;
    }

    void int16(int value) throws SQLException {
        room(2);
        buffer[used++] = (byte) (value >> 8);
        buffer[used++] = (byte) value;
    }

    void int32(int value) throws SQLException {
        int16(value >> 16);
        int16(value);
    }

    void int64(long value) throws SQLException {
        int32((int) (value >> 32));
        int32((int) value);
    }

    void flush() throws SQLException {
        copy.writeToCopy(buffer, 0, used);
        used = 0;
    }

    private void room(int bytes) throws SQLException {
        if (SIZE - used < bytes) {
            flush();
        }
    }
}
