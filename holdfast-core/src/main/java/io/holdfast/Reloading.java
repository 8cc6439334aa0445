package io.holdfast;

import io.holdfast.config.ConfigChange;
import io.holdfast.config.ConfigFiles;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.config.LoadedConfig;
import io.holdfast.config.ReloadPlan;
import io.holdfast.database.Database;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.event.Recorder;
import io.holdfast.event.Recording;
import io.holdfast.log.Log;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Time;
import io.holdfast.signal.Signal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Has a changed configuration take effect while the program runs, or refuses it whole.
 *
 * <p>Everything that can fail is done first: the files are read, the change is judged by {@link ReloadPlan}, new credentials
 * are shown to the servers, and the intent is put on record. What follows only puts immutable objects in the place of others,
 * one database after the other, and cannot fail; calls that have begun go on with the objects that they began with.
 *
 * <p>Safe for use by many threads; one change is made at a time.
 */
final class Reloading implements AutoCloseable {
    private static final Log log = Log.of(Reloading.class);

    /**
     * What was refused only because a server did not let in whom it names, or because it could not be put on record, is tried
     * again: the server may learn of it later, and the disk may get space.
     */
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String ACTION = "config-reload";

    /** Who acts where nobody asked for it. */
    private static final String FILE = "configuration file";

    private final ConfigFiles files;
    private final Reached reached;
    private final Time time;
    private final ConfigWatch watch = new ConfigWatch(this::look);
    private final ReentrantLock lock = new ReentrantLock();
    private LoadedConfig running;
    private @Nullable Postponed postponed;

    /** When the files are looked at again, where reading them failed although nothing is wrong with them. */
    private Deadline notBefore;

    /** The last refusal, while it is one and the same change that is tried again. */
    private String told = "";

    private volatile Signal outcome;
    private volatile boolean closed;

    /** A change that may be possible later. */
    private record Postponed(LoadedConfig config, Deadline next) {}

    /** What a change reaches, and who is told of it. */
    record Reached(Map<String, Database> databases, Supplier<Recorder> recorder, Events events) {}

    Reloading(ConfigFiles files, LoadedConfig running, Reached reached, Time time) {
        this.files = files;
        this.running = running;
        this.reached = reached;
        this.time = time;
        this.notBefore = Deadline.after(Duration.ZERO, time.ticker());
        this.outcome = signal(Signal.Level.OK, "nothing was changed since %s".formatted(now()), "");
    }

    /** What became of the last change. */
    List<Signal> signals() {
        return List.of(outcome);
    }

    /** Reads the files, whatever they hold, and has what they say take effect for {@code actor}. */
    ReloadReport reload(String actor) {
        lock.lock();
        try {
            checkOpen();
            forget();
            return become(files.load(), actor);
        } catch (HoldfastException invalid) {
            return unreadable(invalid, actor);
        } catch (RuntimeException defect) {
            return unreadable(failed(defect), actor);
        } finally {
            lock.unlock();
        }
    }

    /** Looks once whether the files have changed, if they are to be looked at, and has what they say take effect. */
    void look() {
        lock.lock();
        try {
            if (closed || running.config().reloading() == HoldfastConfig.Reloading.MANUAL || !notBefore.hasPassed()) {
                return;
            }
            Optional<LoadedConfig> changed = files.loadIfChanged();
            if (changed.isPresent()) {
                forget();
                become(changed.get(), FILE);
            } else {
                tryPostponed();
            }
        } catch (HoldfastException invalid) {
            forget();
            unreadable(invalid, FILE);
        } catch (RuntimeException defect) {
            notBefore = Deadline.after(BETWEEN_TRIES, time.ticker());
            HoldfastException failure = failed(defect);
            if (!failure.failure().sentence().equals(told)) {
                unreadable(failure, FILE);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A provider of credentials, which is not ours, may throw anything; its message may hold a secret. */
    private static HoldfastException failed(Throwable defect) {
        return Failure.of(
                        ErrorKind.CONFIGURATION,
                        "reading the configuration, or trying its credentials, failed with %s"
                                .formatted(defect.getClass().getName()))
                .withHint("see what the provider of credentials logs, if there is one; this is tried again by itself")
                .during("reload", "")
                .causedBy(defect);
    }

    /** The files say something else now. */
    private void forget() {
        postponed = null;
        told = "";
    }

    private void checkOpen() {
        if (closed) {
            throw Failure.of(ErrorKind.CANCELLED, "the databases were closed, and nothing can be changed any more")
                    .exception();
        }
    }

    private void tryPostponed() {
        Postponed waiting = postponed;
        if (waiting == null || !waiting.next().hasPassed()) {
            return;
        }
        if (tryOut(waiting.config()).isEmpty()) {
            postponed = null;
            become(waiting.config(), FILE);
        } else {
            postponed = postponed(waiting.config());
        }
    }

    private Postponed postponed(LoadedConfig config) {
        return new Postponed(config, Deadline.after(BETWEEN_TRIES, time.ticker()));
    }

    /** The list of steps: judge, record, try out, switch, record. */
    private ReloadReport become(LoadedConfig next, String actor) {
        List<ConfigChange> changes = ReloadPlan.between(running, next).changes();
        if (changes.isEmpty()) {
            return unchanged(next);
        }
        Recording recording;
        try {
            recording = reached.recorder().get().record(ACTION, actor, "", details(changes));
        } catch (HoldfastException unwritable) {
            postponed = postponed(next);
            return refused(changes, unwritable);
        }
        Optional<HoldfastException> refusal = new ReloadPlan(changes).refusal();
        if (refusal.isEmpty()) {
            refusal = tryOut(next);
            postponed = refusal.isPresent() ? postponed(next) : null; // the server may learn of it
        }
        if (refusal.isPresent()) {
            recording.failed(refusal.get());
            return refused(changes, refusal.get());
        }
        switchTo(next);
        return applied(changes, recording);
    }

    /** Why a server does not take {@code next}; empty if there is nothing against it. */
    private Optional<HoldfastException> tryOut(LoadedConfig next) {
        try {
            for (Database database : reached.databases().values()) {
                database.tryOut(declared(next, database));
            }
            return Optional.empty();
        } catch (HoldfastException refusal) {
            return Optional.of(refusal);
        } catch (RuntimeException | Error defect) {
            return Optional.of(failed(defect));
        }
    }

    private void switchTo(LoadedConfig next) {
        LoadedConfig kept = next.keepingSourcesOf(running);
        boolean logs =
                !kept.config().log().equals(running.config().log()); // the program may have said otherwise meanwhile
        reached.databases().values().forEach(database -> {
            database.reconfigure(declared(kept, database));
            if (logs) {
                database.log(kept.config().log());
            }
        });
        running = kept;
    }

    private static DatabaseConfig declared(LoadedConfig config, Database database) {
        DatabaseConfig declared = config.config().databases().get(database.name());
        if (declared == null) {
            throw new IllegalStateException("a database was removed from the settings: " + database.name());
        }
        return declared;
    }

    private Map<String, String> details(List<ConfigChange> changes) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("file", files.subject());
        changes.forEach(change -> {
            details.put("before." + change.key(), change.before());
            details.put("after." + change.key(), change.after());
        });
        return details;
    }

    // what is told

    /** Comments, an order, or a way back to what holds: nobody needs to know, but whoever was told of a refusal. */
    private ReloadReport unchanged(LoadedConfig next) {
        running = next.keepingSourcesOf(running);
        if (outcome.level() != Signal.Level.OK) {
            log.info("the configuration in {} says again what holds", files.subject());
            outcome = signal(Signal.Level.OK, "the files say what holds, since %s".formatted(now()), "");
        }
        return new ReloadReport(List.of(), Optional.empty());
    }

    private ReloadReport applied(List<ConfigChange> changes, Recording recording) {
        String what = changes.stream().map(ConfigChange::toString).collect(Collectors.joining("; "));
        log.info("the configuration was changed: {}", what);
        running.warnings().forEach(log::warn);
        outcome = signal(Signal.Level.OK, "the last change took effect at %s: %s".formatted(now(), what), "");
        try {
            recording.done();
        } catch (HoldfastException unwritable) {
            log.error("the change of the configuration is not completely on record: {}", unwritable.getMessage());
        }
        reached.events()
                .publish(new Event.ConfigurationChanged(
                        running.config(),
                        changes.stream().map(ConfigChange::key).toList()));
        return new ReloadReport(changes, Optional.empty());
    }

    private ReloadReport unreadable(HoldfastException invalid, String actor) {
        if (closed) {
            return new ReloadReport(List.of(), Optional.of(invalid));
        }
        try {
            reached.recorder()
                    .get()
                    .record(ACTION, actor, "", Map.of("file", files.subject()))
                    .failed(invalid);
        } catch (HoldfastException unwritable) {
            invalid.addSuppressed(unwritable);
            log.error("a refused change of the configuration is not on record: {}", unwritable.getMessage());
        }
        return refused(List.of(), invalid);
    }

    private ReloadReport refused(List<ConfigChange> changes, HoldfastException reason) {
        String sentence = reason.failure().sentence();
        if (!sentence.equals(told)) {
            told = sentence;
            tell(sentence, reason.failure().hint());
        }
        return new ReloadReport(changes, Optional.of(reason));
    }

    private void tell(String sentence, String hint) {
        log.warn(
                "a change of the configuration is refused, and what held before holds: {}{}",
                sentence,
                hint.isEmpty() ? "" : "; " + hint);
        outcome = signal(Signal.Level.WARNING, "refused at %s: %s".formatted(now(), sentence), hint);
        reached.events().publish(new Event.ConfigurationRefused(sentence));
    }

    private Signal signal(Signal.Level level, String sentence, String fix) {
        return new Signal("config.reload", files.subject(), level, sentence, fix);
    }

    private String now() {
        return time.clock().instant().toString();
    }

    /** Looks at the files again and again from now on, in a thread of its own. */
    void watch() {
        watch.start();
    }

    /** Changes nothing any more; waits for a change that is being made, but not for a server that is silent. */
    @Override
    public void close() {
        closed = true;
        watch.close();
        try {
            if (lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                lock.unlock();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
