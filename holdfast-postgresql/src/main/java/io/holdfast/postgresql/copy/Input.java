package io.holdfast.postgresql.copy;

import java.io.EOFException;
import java.io.IOException;
import java.sql.SQLException;
import org.postgresql.copy.CopyOut;

/** The bytes of a COPY as they come; one message of the server is in memory at a time. */
final class Input {
    private final CopyOut copy;
    private byte[] message = {};
    private int position;

    Input(CopyOut copy) {
        this.copy = copy;
    }

    byte[] bytes(int count) throws SQLException, IOException {
        byte[] bytes = new byte[count];
        int filled = 0;
        while (filled < count) {
            require();
            int part = Math.min(count - filled, message.length - position);
            System.arraycopy(message, position, bytes, filled, part);
            position += part;
            filled += part;
        }
        return bytes;
    }

    int int8() throws SQLException, IOException {
        require();
        return message[position++];
    }

    int int16() throws SQLException, IOException {
        return (short) ((int8() << 8) | (int8() & 0xff));
    }

    int int32() throws SQLException, IOException {
        return (int16() << 16) | (int16() & 0xffff);
    }

    long int64() throws SQLException, IOException {
        return ((long) int32() << 32) | (int32() & 0xffffffffL);
    }

    /** Reads on until the server has said that it is done. */
    void drain() throws SQLException {
        for (byte[] rest = copy.readFromCopy(); rest != null; rest = copy.readFromCopy()) {
            message = rest;
        }
    }

    private void require() throws SQLException, IOException {
        while (position == message.length) {
            byte[] next = copy.readFromCopy();
            if (next == null) {
                throw new EOFException("the server's copy ended in the middle of a row");
            }
            message = next;
            position = 0;
        }
    }
}
