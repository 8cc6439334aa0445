package io.holdfast;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.database.Database;
import io.holdfast.engine.Engine;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.event.Events;
import io.holdfast.gate.Preparation;
import io.holdfast.resilience.Time;
import io.holdfast.schema.OwnMigrations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Opens what is declared, all at the same time, and says how it went. */
final class StartUp {
    private StartUp() {}

    /** A database that is to be opened, and what has to be done to its schema before. */
    private record Declared(DatabaseConfig config, Engine engine, Preparation schema) {
        Database open(Time time, Events events) {
            return Database.open(config, engine, time, events, schema, new OwnMigrations(engine, time));
        }
    }

    /**
     * Opens the databases, each on a thread of its own, and waits for all of them; the order stays. Each has its migrations
     * behind it then, as declared, or says why not.
     *
     * @throws HoldfastException if an engine has no migrations where some are declared, before anything is opened
     */
    static List<Database> openAll(Map<DatabaseConfig, Engine> declared, Time time, Events events, KeptRecord kept) {
        List<Declared> all = new ArrayList<>();
        declared.forEach((config, engine) ->
                all.add(new Declared(config, engine, SchemaAtStart.of(config, engine, time, kept))));
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "holdfast-open");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<Database>> opening = new ArrayList<>();
            all.forEach(each -> opening.add(threads.submit(() -> each.open(time, events))));
            return waitForAll(opening, () -> {
                threads.shutdownNow();
                all.forEach(each -> each.schema().cancel());
            });
        } finally {
            threads.shutdown();
        }
    }

    /** An interrupt, or a defect, ends the waiting for all of them; what was opened by then is closed. */
    private static List<Database> waitForAll(List<Future<Database>> opening, Runnable giveUp) {
        List<Database> opened = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (Future<Database> each : opening) {
            waitFor(each, giveUp, opened, failures);
        }
        if (failures.isEmpty()) {
            return opened;
        }
        closeAll(opened);
        Throwable first = failures.get(0);
        if (first instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            throw Failure.of(ErrorKind.CANCELLED, "the start was interrupted").causedBy(first);
        }
        throw Failure.of(ErrorKind.INTERNAL, "a database could not be opened: " + first)
                .withHint("report this as a defect, with the log")
                .causedBy(first);
    }

    private static void waitFor(
            Future<Database> each, Runnable giveUp, List<Database> opened, List<Throwable> failures) {
        for (; ; ) {
            try {
                opened.add(each.get());
                return;
            } catch (InterruptedException interrupted) {
                failures.add(interrupted);
                giveUp.run();
            } catch (ExecutionException failure) {
                failures.add(failure.getCause() == null ? failure : failure.getCause());
                return;
            }
        }
    }

    /** Closes the last first; one that fails keeps no other open. */
    static void closeAll(List<Database> databases) {
        List<Runnable> endings = new ArrayList<>();
        databases.forEach(database -> endings.add(0, database::close));
        each(endings);
    }

    /** Does each of {@code endings}, whatever becomes of the others; the first failure is thrown afterwards. */
    static void each(List<Runnable> endings) {
        List<RuntimeException> failures = new ArrayList<>();
        for (Runnable ending : endings) {
            try {
                ending.run();
            } catch (RuntimeException failure) {
                failures.add(failure);
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    /** Fails if a required database is down, in one sentence that names every one; all are closed then. */
    static void refuseMissing(List<Database> databases) {
        List<Database> missing = databases.stream()
                .filter(database -> database.config().required())
                .filter(database -> database.availability() == Availability.DOWN)
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        HoldfastException refusal = missing(missing);
        closeAll(databases);
        throw refusal;
    }

    private static HoldfastException missing(List<Database> missing) {
        List<HoldfastException> reasons = missing.stream()
                .flatMap(database -> database.failure().stream())
                .toList();
        String names = missing.stream()
                .map(database -> "%s (%s)"
                        .formatted(
                                database.name(),
                                database.failure()
                                        .map(HoldfastException::getMessage)
                                        .orElse("")))
                .collect(Collectors.joining(", "));
        String subject = missing.size() == 1 ? "a required database is" : missing.size() + " required databases are";
        HoldfastException first = reasons.get(0);
        HoldfastException refusal = Failure.of(first.kind(), "%s down: %s".formatted(subject, names))
                .withHint(hint(first, missing))
                .during("start-up", missing.size() == 1 ? missing.get(0).name() : "")
                .causedBy(first);
        reasons.stream().skip(1).forEach(refusal::addSuppressed);
        return refusal;
    }

    private static String hint(HoldfastException first, List<Database> missing) {
        return missing.size() == 1 && !first.failure().hint().isEmpty()
                ? first.failure().hint()
                : "start them or correct their addresses; what can be missed is declared with required: false";
    }

    /** A table with a line for each database, in the order in which they are declared. */
    static String summary(List<Database> databases) {
        int width = databases.stream()
                .mapToInt(database -> database.name().length())
                .max()
                .orElse(0);
        String row = "%n  %-" + Math.max(width, "database".length()) + "s  %-10s  %-5s  %8s  %9s  %s";
        var table = new StringBuilder("databases:")
                .append(row.formatted("database", "engine", "state", "attempts", "took", "")
                        .stripTrailing());
        for (Database database : databases) {
            String took =
                    String.format(Locale.ROOT, "%.2f s", database.start().took().toMillis() / 1_000.0);
            table.append(row.formatted(
                            database.name(),
                            database.config().url().engine(),
                            database.availability(),
                            database.start().attempts(),
                            took,
                            database.failure()
                                    .map(HoldfastException::getMessage)
                                    .orElse(""))
                    .stripTrailing());
        }
        return table.toString();
    }
}
