package com.example.bank;

import io.holdfast.error.HoldfastException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C, or another request to end: the program hears of it, and the process waits until it has cleaned up. */
final class CtrlC {
    private static final Duration CLEANING = Duration.ofSeconds(30);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /** A program that may be asked to end. */
    @FunctionalInterface
    interface Program {
        /** Whether all went well. */
        boolean run(CtrlC ctrlC) throws Exception;
    }

    /** Runs {@code program}, and ends the process: with 0 if all went well. */
    static void heeded(Program program) throws Exception {
        CtrlC ctrlC = new CtrlC();
        Runtime.getRuntime().addShutdownHook(new Thread(ctrlC::ask, "ctrl-c"));
        int code = 1;
        try {
            code = program.run(ctrlC) ? 0 : 1;
        } catch (HoldfastException failure) {
            ctrlC.tell(failure.getMessage() + "\nhint: " + failure.failure().hint());
        } catch (IllegalStateException failure) {
            ctrlC.tell(String.valueOf(failure.getMessage()));
        } catch (InterruptedException stopped) {
            System.err.println("stopped, and the server with it");
        } finally {
            ctrlC.ended.countDown();
        }
        System.exit(code);
    }

    /** Where Ctrl-C reaches the server's programs as well, they fail, and that is no news. */
    private void tell(String failure) {
        System.err.println(asked.getCount() == 0 ? "stopped" : failure);
    }

    private void ask() {
        asked.countDown();
        try {
            ended.await(CLEANING.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits for {@code time}.
     *
     * @throws InterruptedException if the program is asked to end
     */
    void pause(Duration time) throws InterruptedException {
        if (asked.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("the program was asked to end");
        }
    }
}
