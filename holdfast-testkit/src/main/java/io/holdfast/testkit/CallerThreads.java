package io.holdfast.testkit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads from which a test calls the library: virtual ones where Java has them (21 and newer), else platform threads. */
public final class CallerThreads {
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    private CallerThreads() {}

    /** Whether they are virtual. */
    public static boolean areVirtual() {
        return Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS;
    }

    /** A thread for each task, however many. */
    public static ExecutorService open() {
        return areVirtual() ? virtual() : Executors.newCachedThreadPool();
    }

    /** Looked up, because this is compiled for a Java that does not have them. */
    private static ExecutorService virtual() {
        try {
            return (ExecutorService) MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class))
                    .invokeExact();
        } catch (Throwable missing) {
            throw new AssertionError("Java %s has no virtual threads".formatted(Runtime.version()), missing);
        }
    }
}
