package io.holdfast.benchmarks.sqlite;

import io.holdfast.benchmarks.measure.Declared;
import io.holdfast.config.Endpoint;
import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.error.ErrorKind;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.transaction.TransactionOptions;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Holdfast, declared with its usual settings. */
final class Ours implements Contestant {
    /** What it is called in samples; it is no peer. */
    static final String NAME = "Holdfast";

    /** The same, with work that may be done in any thread. */
    static final String IN_ANY_THREAD = "Holdfast in any thread";

    private static final TransactionOptions BOOK = TransactionOptions.named("book");
    private static final Operation READ = Operation.read("balance");

    private final TransactionOptions book;
    private final Database database;
    private final AtomicLong repeated = new AtomicLong();

    private Ours(Path file, Synchronous synchronous, TransactionOptions book) {
        this.book = book;
        String usual = "sqlite:" + file.toAbsolutePath();
        String url = synchronous == Synchronous.FULL ? usual : usual + "?synchronous=" + synchronous.word();
        var events = new Events();
        events.listen(this::count);
        this.database = Declared.open(Endpoint.at("bench", url), events);
    }

    /** As it comes: the work of each caller is done in its own thread. */
    static Ours usual(Path file, Synchronous synchronous) {
        return new Ours(file, synchronous, BOOK);
    }

    /** With work that may be done in any thread. */
    static Ours inAnyThread(Path file, Synchronous synchronous) {
        return new Ours(file, synchronous, BOOK.inAnyThread());
    }

    private void count(Event event) {
        if (event instanceof Event.Repeated again && again.kind() == ErrorKind.LOCKED) {
            repeated.incrementAndGet();
        }
    }

    @Override
    public void write(Booking booking) {
        database.inTransaction(book, transaction -> {
            Ledger.book(transaction.connection(), booking);
            return booking;
        });
    }

    @Override
    public long read(int account) {
        return database.call(READ, session -> Ledger.balance(session.connection(), account));
    }

    @Override
    public long repeated() {
        return repeated.get();
    }

    @Override
    public void close() {
        database.close();
    }
}
