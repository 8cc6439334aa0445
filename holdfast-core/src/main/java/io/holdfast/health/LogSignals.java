package io.holdfast.health;

import io.holdfast.log.Log;
import io.holdfast.signal.Signal;
import io.holdfast.signal.Signal.Level;
import java.util.List;
import java.util.function.Supplier;

/** Whether the application's log takes what it is given, as the signal {@code log.failures}. */
public final class LogSignals implements Supplier<List<Signal>> {
    /** Of the one log that a process has. */
    public LogSignals() {}

    /** What is seen now. */
    @Override
    public List<Signal> get() {
        return List.of(of(Log.failures()));
    }

    static Signal of(long failures) {
        return failures == 0
                ? new Signal("log.failures", "log", Level.OK, "every line was logged", "")
                : new Signal(
                        "log.failures",
                        "log",
                        Level.WARNING,
                        "%d lines could not be logged since the process began; the work went on".formatted(failures),
                        "look at the appenders of the application's log: a full disk, a missing jar, a server that is away");
    }
}
