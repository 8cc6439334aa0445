package io.holdfast.transaction;

import io.holdfast.testkit.Props;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

/** CON-9: the queue of writers, with the steps of its threads in every order that Lincheck finds. */
class TurnsLincheckTest {
    private static final long FOR_EVER = Long.MAX_VALUE;

    @Test
    void everybodyHasATurnAndNobodyElseHasItThen() {
        Lincheck.runConcurrentTest(Props.count(100), () -> {
            var turns = new Turns<Integer, String>();
            var inTurn = new AtomicInteger();
            Thread other = new Thread(() -> takeAndPass(turns, inTurn));
            other.start();
            check(takeAndPass(turns, inTurn) == Turns.Outcome.TURN, "it has its turn");
            join(other);
            check(isFree(turns), "the other had its turn as well, and passed it");
        });
    }

    @Test
    void whoIsInterruptedAtTheMomentItsTurnComesHasItOrLeavesItToTheNext() {
        Lincheck.runConcurrentTest(Props.count(300), () -> {
            var turns = new Turns<Integer, String>();
            var inTurn = new AtomicInteger();
            turns.take(0, false, 0);
            Thread first = new Thread(() -> takeAndPass(turns, inTurn));
            first.start();
            first.interrupt();
            turns.pass();
            check(takeAndPass(turns, inTurn) == Turns.Outcome.TURN, "the next one has its turn");
            join(first);
            check(isFree(turns), "no turn is lost");
        });
    }

    @Test
    void whoGivesUpAtTheMomentSomethingIsHandedOverTakesItOrLeavesIt() {
        Lincheck.runConcurrentTest(Props.count(300), () -> {
            var turns = new Turns<Integer, String>();
            var tookOver = new AtomicInteger();
            turns.take(0, false, 0);
            Thread other = new Thread(() -> {
                Turns.Wait<Integer, String> wait = turns.take(1, true, 0);
                if (Turns.outcome(wait) == Turns.Outcome.TURN) {
                    tookOver.addAndGet("begun".equals(wait.handedOver()) ? 1 : 0);
                    turns.pass();
                }
            });
            other.start();
            boolean handedOver = turns.passOn("begun");
            if (!handedOver) {
                turns.pass();
            }
            join(other);
            check(tookOver.get() == (handedOver ? 1 : 0), "what is handed over is taken");
            check(isFree(turns), "no turn is lost");
        });
    }

    private static Turns.Outcome takeAndPass(Turns<Integer, String> turns, AtomicInteger inTurn) {
        Turns.Outcome how = Turns.outcome(turns.take(1, false, FOR_EVER));
        if (how == Turns.Outcome.TURN) {
            check(inTurn.incrementAndGet() == 1, "one at a time");
            inTurn.decrementAndGet();
            turns.pass();
        }
        return how;
    }

    private static boolean isFree(Turns<Integer, String> turns) {
        return turns.waiting() == 0 && Turns.outcome(turns.take(0, false, 0)) == Turns.Outcome.TURN;
    }

    /** Lincheck compares objects with each other, which assertions of AssertJ refuse. */
    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("it does not hold that " + what);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException cause) {
            throw new AssertionError("nobody interrupts this thread", cause);
        }
    }
}
