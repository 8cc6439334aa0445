package io.holdfast.flag;

import io.holdfast.signal.Signal;
import io.holdfast.signal.Signal.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the flags show of themselves, as signals: {@code flags.age} and {@code flags.copy}. */
public final class FlagSignals implements Supplier<List<Signal>> {
    private static final Duration OLD = Duration.ofSeconds(30);

    private final Flags flags;
    private final String database;

    /** Those of {@code flags}, which are in {@code database}. */
    public FlagSignals(Flags flags, String database) {
        this.flags = flags;
        this.database = database;
    }

    @Override
    public List<Signal> get() {
        return List.of(age(flags.age()), copy());
    }

    private Signal age(Optional<Duration> age) {
        String fix = "the flags answer as they were then; bring the control database back";
        if (age.isEmpty()) {
            return new Signal("flags.age", database, Level.WARNING, "the flags were never read", fix);
        }
        boolean old = age.get().compareTo(OLD) > 0;
        return new Signal(
                "flags.age",
                database,
                old ? Level.WARNING : Level.OK,
                "the flags were read %d s ago".formatted(age.get().toSeconds()),
                old ? fix : "");
    }

    private Signal copy() {
        return flags.damage()
                .map(why -> new Signal(
                        "flags.copy",
                        database,
                        Level.WARNING,
                        why.failure().sentence(),
                        why.failure().hint()))
                .orElseGet(() -> new Signal("flags.copy", database, Level.OK, "the copy of the flags is kept", ""));
    }
}
