package io.holdfast.flag;

import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.disk.Disk;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.RecordFiles;
import io.holdfast.event.Recorder;
import io.holdfast.log.Log;
import io.holdfast.resilience.Time;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Named values that people change while applications run. Reading one asks a copy in memory and never waits; a copy in a
 * file survives a restart while the database is away. Setting one is a single transaction, and on record.
 *
 * <p>Safe for use by many threads.
 */
public final class Flags {
    static final String ACTION = "set-flag";
    private static final Duration FILE_AGE = Duration.ofMinutes(1);
    private static final Log log = Log.of(Flags.class);

    private final Database database;
    private final FlagTrail trail;
    private final InstantSource clock;
    private final FlagLock lock;
    private final Leftovers leftovers;
    private final SetWork work;
    private final FlagCopy file;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final Object reading = new Object();
    private final Behind behind = new Behind();
    private volatile Map<String, Flag> copy = Map.of();
    private volatile @Nullable Instant read;
    private @Nullable Instant kept;
    private volatile Optional<HoldfastException> damage = Optional.empty();

    private Flags(Database database, FlagTrail trail, Disk disk, Path home, Time time, Consumer<SetStep> steps) {
        this.database = database;
        this.trail = trail;
        this.clock = time.clock();
        this.lock = new FlagLock(disk, home, time);
        this.file = new FlagCopy(disk, home.resolve("flags.json"), time);
        var files = new RecordFiles(disk, Recorder.folder(home));
        this.leftovers = new Leftovers(database, trail, files, clock, steps);
        this.work = new SetWork(database, trail, leftovers, clock, steps);
    }

    /**
     * The flags in {@code database}, as the copy in {@code home} has them so far; a copy that is damaged counts for nothing.
     *
     * @param trail the record of actions in the same home
     * @param steps is told of each step of a setting
     */
    public static Flags open(
            Database database, FlagTrail trail, Disk disk, Path home, Time time, Consumer<SetStep> steps) {
        var flags = new Flags(database, trail, disk, home, time, steps);
        try {
            flags.file.load().ifPresent(content -> {
                flags.copy = byName(content.flags());
                flags.read = content.read();
            });
        } catch (HoldfastException damaged) {
            flags.damage = Optional.of(damaged);
            log.warn("{}", damaged.getMessage());
        }
        return flags;
    }

    private static Map<String, Flag> byName(Collection<Flag> flags) {
        Map<String, Flag> byName = new TreeMap<>();
        flags.forEach(flag -> byName.put(flag.name(), flag));
        return byName;
    }

    /** Whether the flag is on; {@code otherwise} if it was never set or is of another type. */
    public boolean isOn(String name, boolean otherwise) {
        return value(name, FlagType.BOOLEAN, Boolean::parseBoolean, otherwise);
    }

    /** The text of the flag; {@code otherwise} if it was never set or is of another type. */
    public String text(String name, String otherwise) {
        return value(name, FlagType.TEXT, text -> text, otherwise);
    }

    /** The whole number of the flag; {@code otherwise} if it was never set or is of another type. */
    public long whole(String name, long otherwise) {
        return value(name, FlagType.WHOLE, Long::valueOf, otherwise);
    }

    /** The number of the flag, a whole one included; {@code otherwise} if it was never set or is of another type. */
    public BigDecimal decimal(String name, BigDecimal otherwise) {
        boolean whole = find(name).filter(flag -> flag.type() == FlagType.WHOLE).isPresent();
        return value(name, whole ? FlagType.WHOLE : FlagType.DECIMAL, BigDecimal::new, otherwise);
    }

    /** The time of the flag; {@code otherwise} if it was never set or is of another type. */
    public Duration duration(String name, Duration otherwise) {
        return value(name, FlagType.DURATION, text -> Duration.ofMillis(FlagType.millis(text)), otherwise);
    }

    private <T> T value(String name, FlagType type, Function<String, T> reader, T otherwise) {
        Flag flag = copy.get(name);
        return flag == null || flag.type() != type ? otherwise : reader.apply(flag.value());
    }

    /** The flag as the copy has it; empty if it was never set. */
    public Optional<Flag> find(String name) {
        return Optional.ofNullable(copy.get(name));
    }

    /** Every flag as the copy has it, by name. */
    public List<Flag> all() {
        return List.copyOf(copy.values());
    }

    /** How long ago the copy was read from the database; empty if there is none. */
    public Optional<Duration> age() {
        return Optional.ofNullable(read).map(at -> Duration.between(at, clock.instant()));
    }

    /** Why the copy in the file could not be used at the start; empty if it could. */
    public Optional<HoldfastException> damage() {
        return damage;
    }

    /**
     * Reads the flags from the database, and tells listeners what has changed.
     *
     * @throws HoldfastException if that cannot be done now; the copy stays as it is
     */
    public void refresh() {
        Map<String, Flag> before;
        // one at a time: what was read earlier is not to come after what was read later
        synchronized (reading) {
            before = copy;
            Instant at = clock.instant();
            List<Flag> flags = database.call(Operation.read("read-flags"), session -> {
                var rows = new FlagRows(session.connection());
                return isThere(rows) ? rows.all() : List.of();
            });
            Map<String, Flag> fresh = byName(flags);
            Behind.Answer answer = behind.judge(before, fresh, at);
            if (answer != Behind.Answer.BEHIND) {
                copy = fresh;
                read = at;
                keep(fresh, at, answer, !fresh.equals(before));
            }
        }
        tellSince(before);
    }

    /** The flag is set; that it cannot be read again now changes nothing about that. */
    private void add(Flag flag) {
        Map<String, Flag> before;
        synchronized (reading) {
            before = copy;
            Map<String, Flag> fresh = new TreeMap<>(before);
            fresh.merge(flag.name(), flag, (old, set) -> old.version() > set.version() ? old : set);
            copy = fresh;
            Instant last = read;
            if (last != null) {
                keep(fresh, last, Behind.Answer.FRESH, true);
            }
        }
        tellSince(before);
    }

    private void tellSince(Map<String, Flag> before) {
        Map<String, Flag> now = copy;
        now.values().stream()
                .filter(flag -> !flag.equals(before.get(flag.name())))
                .forEach(this::tell);
    }

    /** The file is written when something has changed, and now and then, so that its age is true enough. */
    private void keep(Map<String, Flag> flags, Instant at, Behind.Answer answer, boolean changed) {
        Instant last = kept;
        if (!changed && last != null && Duration.between(last, at).compareTo(FILE_AGE) < 0) {
            return;
        }
        try {
            var content = new FlagCopy.Content(at.toString(), List.copyOf(flags.values()));
            if (answer == Behind.Answer.BROUGHT_BACK) {
                file.replace(content);
            } else {
                file.keep(content);
            }
            kept = at;
            damage = Optional.empty();
        } catch (HoldfastException unwritable) {
            kept = unwritable.kind() == ErrorKind.LOCKED ? null : last;
            damage = Optional.of(unwritable);
            log.warn("{}", unwritable.getMessage());
        }
    }

    private void tell(Flag flag) {
        for (Subscription each : subscriptions) {
            try {
                each.listener.accept(flag);
            } catch (RuntimeException | LinkageError | AssertionError failure) {
                log.error("a listener failed at a change of the flag {}: {}", flag.name(), failure.toString());
            }
        }
    }

    /**
     * Sets a flag: in one transaction its value, the change in its history, and the record of actions up to the intent.
     *
     * @return the flag as it is now
     * @throws HoldfastException if it was not set: nothing is changed then, unless the kind is OUTCOME_UNKNOWN. The kind is
     *     LOCKED where another process with the same home does not end its own setting
     */
    public Flag set(FlagSetting setting) {
        setting.check();
        make();
        Flag flag = lock.alone(() -> {
            leftovers.settle();
            trail.catchUp();
            return work.set(setting);
        });
        add(flag);
        try {
            refresh();
        } catch (HoldfastException unreadable) {
            log.warn("the flags could not be read again: {}", unreadable.getMessage());
        }
        return flag;
    }

    /**
     * Finds out what became of settings whose process died, and puts it on record; unless somebody is setting a flag now,
     * which begins with that.
     *
     * @throws HoldfastException if that cannot be done now
     */
    public void settle() {
        if (leftovers.none()) {
            return;
        }
        lock.unlessHeld(leftovers::settle);
    }

    private void make() {
        database.make(FlagRows.TABLES);
        trail.make();
    }

    /**
     * The settings of a flag, the newest first.
     *
     * @throws HoldfastException if the database cannot be read
     */
    public List<FlagChange> history(String name) {
        FlagSetting.checkName(name);
        return database.call(Operation.read("flag-history"), session -> {
            var rows = new FlagRows(session.connection());
            return isThere(rows) ? rows.history(name) : List.of();
        });
    }

    /** Tables that were never made hold no flag; those that somebody took away did, and the copy is better than nothing. */
    private boolean isThere(FlagRows rows) throws SQLException {
        boolean there = rows.exist();
        if (!there && !copy.isEmpty()) {
            throw FlagRows.gone(database.name());
        }
        return there;
    }

    /** Tells {@code listener} of every flag that has changed, until the subscription is closed. */
    public Subscription listen(Consumer<Flag> listener) {
        var subscription = new Subscription(this, listener);
        subscriptions.add(subscription);
        return subscription;
    }

    /** A listener's place. */
    public static final class Subscription implements AutoCloseable {
        private final Flags flags;
        private final Consumer<Flag> listener;

        private Subscription(Flags flags, Consumer<Flag> listener) {
            this.flags = flags;
            this.listener = listener;
        }

        /** Ends it; harmless when repeated. */
        @Override
        public void close() {
            flags.subscriptions.remove(this);
        }
    }
}
