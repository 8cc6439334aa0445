package io.holdfast.testkit;

import java.util.function.Consumer;

/** Where a program that was started by a {@link CrashRunner} dies: at the step named to it, without any goodbye. */
public final class CrashPoint {
    /** The exit code of a program that was killed, as a shell shows it. */
    public static final int EXIT_CODE = 137;

    static final String PROPERTY = "holdfast.crash.at";

    private CrashPoint() {}

    /** A listener for the steps of a program that halts the JVM at the step it was told to. */
    public static <S extends Enum<S>> Consumer<S> listener() {
        String wanted = System.getProperty(PROPERTY, "");
        return step -> {
            if (step.name().equals(wanted)) {
                Runtime.getRuntime().halt(EXIT_CODE);
            }
        };
    }
}
