package io.holdfast.pool.lending;

import io.holdfast.error.MaskedCause;
import io.holdfast.log.Log;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Every physical connection of a pool, wherever it is: in use, idle, or about to be opened. HikariCP can end the ones it
 * has lent only one after the other, and forgets those it has given up.
 */
final class Connections {
    private static final Log log = Log.of(Connections.class);

    /** A cancellation may take a connection of the server. */
    private static final int CANCELLED_AT_ONCE = 4;

    private final Set<PhysicalConnection> all = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    /** Takes a new one in; one that comes too late is cut at once. */
    void add(PhysicalConnection connection) {
        all.add(connection);
        if (cut) {
            cut(connection);
        }
    }

    void remove(PhysicalConnection connection) {
        all.remove(connection);
    }

    /** Cuts them all, those in use too; whoever waits for an answer on one fails now. Afterwards nothing can be sent. */
    void cutAll() {
        cut = true;
        all.forEach(Connections::cut);
    }

    /** Has the database stop what it does on those that are in use; comes back at once, whatever the database does. */
    void cancelLent(String database) {
        Queue<PhysicalConnection> lent = new ConcurrentLinkedQueue<>(
                all.stream().filter(PhysicalConnection::isLent).toList());
        for (int each = 0; each < Math.min(lent.size(), CANCELLED_AT_ONCE); each++) {
            var thread = new Thread(() -> cancelAll(lent), "holdfast-cancel-" + database);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void cancelAll(Queue<PhysicalConnection> lent) {
        for (PhysicalConnection next = lent.poll(); next != null; next = lent.poll()) {
            try {
                next.session().cancel();
            } catch (Exception failure) {
                log.debug("a statement could not be cancelled", MaskedCause.of(failure));
            }
        }
    }

    private static void cut(PhysicalConnection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException failure) {
            log.debug("a connection could not be cut; it is closed", MaskedCause.of(failure));
            connection.close();
        }
    }

    /** Ends what the driver cannot cut: SQLite knows no abort. */
    void closeAll() {
        cut = true;
        all.forEach(PhysicalConnection::close);
    }

    /** The one that {@code borrower} has; empty if there are several, of which any may be meant. */
    Optional<PhysicalConnection> onlyOneLentTo(Thread borrower) {
        List<PhysicalConnection> lent =
                all.stream().filter(connection -> connection.isLentTo(borrower)).toList();
        return lent.size() == 1 ? Optional.of(lent.get(0)) : Optional.empty();
    }

    /** One that is {@code wanted}, lent or not. */
    Optional<PhysicalConnection> where(Predicate<PhysicalConnection> wanted) {
        return all.stream().filter(wanted).findFirst();
    }

    /** Does something with each that is away. */
    void forEachLent(Consumer<PhysicalConnection> what) {
        for (PhysicalConnection each : all) {
            if (each.isLent()) {
                what.accept(each);
            }
        }
    }

    /** Those that are away at the moment {@code now}. */
    List<Loan> loans(long now) {
        return all.stream().flatMap(connection -> connection.loan(now).stream()).toList();
    }

    /** How many are away longer than {@code limit}. */
    int overdue(long now, Duration limit) {
        return (int) all.stream()
                .filter(connection -> connection.isOverdue(now, limit))
                .count();
    }

    /** Those that are away longer than {@code limit}, each told once. */
    List<Loan> newlyOverdue(long now, Duration limit) {
        return all.stream()
                .filter(connection -> connection.isNewlyOverdue(now, limit))
                .flatMap(connection -> connection.loan(now).stream())
                .toList();
    }
}
