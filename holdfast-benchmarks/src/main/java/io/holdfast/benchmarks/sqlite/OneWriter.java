package io.holdfast.benchmarks.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/** Plain JDBC: one connection that writes, behind a lock that is handed on in turn, and one for each reader. */
final class OneWriter implements Contestant {
    private final Connection writer;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final BlockingQueue<Connection> readers = new LinkedBlockingQueue<>();

    OneWriter(Path file, Synchronous synchronous) throws SQLException {
        this.writer = Peers.writer(file, synchronous);
        for (int reader = 0; reader < Turn.READERS; reader++) {
            readers.add(Peers.reader(file));
        }
    }

    @Override
    public void write(Booking booking) throws SQLException {
        turn.lock();
        try {
            Peers.bookImmediately(writer, booking);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public long read(int account) throws Exception {
        Connection reader = readers.take();
        try {
            return Ledger.balance(reader, account);
        } finally {
            readers.add(reader);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection reader : readers) {
            reader.close();
        }
        writer.close();
    }
}
