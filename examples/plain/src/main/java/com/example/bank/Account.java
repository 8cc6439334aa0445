package com.example.bank;

import com.example.bank.Call.Outcome;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the customers were told, held against what the database holds.
 *
 * @param calls every call, in the order in which they ended
 * @param back when the server let anybody in again
 */
record Account(List<Call> calls, long back) {

    /** Prints it; gives whether everybody was told the truth. */
    boolean print(Bank bank, PrintStream out) {
        long money = bank.money();
        List<Long> journal = bank.journal();
        Pause pause = longestPause();
        out.printf(
                "%ncalls     %s made: %s done, %s failed, %s with an unknown outcome%n",
                Board.number(calls.size()), count(Outcome.DONE), count(Outcome.FAILED), count(Outcome.UNKNOWN));
        out.printf("money     %s in all accounts, of %s%n", Board.number(money), Board.number(Bank.MONEY));
        out.printf(
                "journal   %s transfers; %s%n",
                Board.number(journal.size()),
                isTrue(journal)
                        ? "each that was done is there once, none that failed is"
                        : "NOT what the customers were told");
        if (!with(Outcome.UNKNOWN).isEmpty()) {
            out.printf("unknown   %s of them turned out to be done: the journal has them%n", settled(journal));
        }
        out.printf(
                "pause     %s without a finished call; the longest call took %s%n",
                Board.time(pause.end() - pause.start()), Board.time(longestCall()));
        out.printf("back      the first call was done %s%n", afterTheServer(pause.end()));
        return money == Bank.MONEY && isTrue(journal);
    }

    /** Nothing was done from {@code start} to {@code end}. */
    private record Pause(long start, long end) {}

    private Pause longestPause() {
        Pause longest = new Pause(0, 0);
        long last = calls.isEmpty() ? 0 : calls.get(0).start();
        for (Call call : with(Outcome.DONE)) {
            if (call.end() - last > longest.end() - longest.start()) {
                longest = new Pause(last, call.end());
            }
            last = call.end();
        }
        return longest;
    }

    private String afterTheServer(long first) {
        return first > back
                ? "%s after PostgreSQL let a plain connection in".formatted(Board.time(first - back))
                : "before a plain connection got in";
    }

    private long longestCall() {
        return calls.stream().mapToLong(call -> call.end() - call.start()).max().orElse(0);
    }

    /** A transfer with an unknown outcome may be in the journal or not; of every other one, the bank has told. */
    private boolean isTrue(List<Long> journal) {
        Set<Long> written = new HashSet<>(journal);
        return written.size() == journal.size()
                && with(Outcome.DONE).stream().allMatch(call -> written.remove(call.number()))
                && with(Outcome.FAILED).stream().noneMatch(call -> written.contains(call.number()))
                && with(Outcome.UNKNOWN).stream()
                        .map(Call::number)
                        .collect(Collectors.toSet())
                        .containsAll(written);
    }

    private String settled(List<Long> journal) {
        return Board.number(with(Outcome.UNKNOWN).stream()
                .filter(call -> journal.contains(call.number()))
                .count());
    }

    private List<Call> with(Outcome outcome) {
        return calls.stream().filter(call -> call.outcome() == outcome).toList();
    }

    private String count(Outcome outcome) {
        return Board.number(with(outcome).size());
    }
}
