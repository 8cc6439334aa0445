package com.example.bank;

import java.io.PrintStream;
import java.time.Duration;

/** Customers use the bank, its server is killed and started again under them, and every call is accounted for. */
final class Outage {
    private static final int CUSTOMERS = 8;
    private static final Duration BEFORE = Duration.ofSeconds(3);
    private static final Duration AWAY = Duration.ofSeconds(3);
    private static final Duration AFTER = Duration.ofSeconds(3);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Bank bank;
    private final OwnServer server;
    private final CtrlC ctrlC;
    private final PrintStream out;
    private final Calls calls = new Calls();

    /** Whose hand kills the server. */
    enum Killer {
        EXAMPLE,
        READER
    }

    Outage(Bank bank, OwnServer server, CtrlC ctrlC, PrintStream out) {
        this.bank = bank;
        this.server = server;
        this.ctrlC = ctrlC;
        this.out = out;
    }

    /** Lets it happen; gives whether every call was told the truth. */
    boolean happens(Killer killer) throws Exception {
        out.printf("%d customers transfer money; PostgreSQL runs as process %d.%n", CUSTOMERS, server.process());
        if (killer == Killer.READER) {
            out.printf("Kill it from another terminal when you like:  kill -9 %d%n", server.process());
        }
        out.println();
        long back;
        try (Customers customers = new Customers(bank, calls);
                Board board = new Board(calls, out)) {
            board.show();
            customers.come(CUSTOMERS);
            if (killer == Killer.READER) {
                awaitTheKill();
            } else {
                ctrlC.pause(BEFORE);
                kill();
            }
            ctrlC.pause(AWAY);
            out.println("   >>> PostgreSQL is started again");
            back = server.startAgain();
            ctrlC.pause(AFTER);
            customers.leave();
        }
        return new Account(calls.all(), back).print(bank, out);
    }

    private void kill() throws Exception {
        out.printf("   >>> kill -9 %d%n", server.process());
        server.kill();
    }

    private void awaitTheKill() throws InterruptedException {
        while (bank.isOpen()) {
            ctrlC.pause(GLANCE);
        }
        server.isGone();
        out.println("   >>> it is gone");
    }
}
