package io.holdfast;

import io.holdfast.audit.AuditSignals;
import io.holdfast.config.ConfigFiles;
import io.holdfast.config.ConfigLoader;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.config.LoadedConfig;
import io.holdfast.config.LogConfig;
import io.holdfast.database.Database;
import io.holdfast.degrade.Operations;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Engines;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.event.Events;
import io.holdfast.event.Recorder;
import io.holdfast.flag.FlagSignals;
import io.holdfast.flag.Flags;
import io.holdfast.health.DatabaseSignals;
import io.holdfast.health.LogSignals;
import io.holdfast.log.Log;
import io.holdfast.resilience.Time;
import io.holdfast.signal.Signals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Every declared database, opened, pooled and ready for use.
 *
 * <pre>{@code
 * try (Holdfast holdfast = Holdfast.open(Path.of("holdfast.yaml"))) {
 *     DataSource app = holdfast.database("app").dataSource();
 *     …
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads. Close it once, at shutdown.
 */
public final class Holdfast implements AutoCloseable {
    private static final Log log = Log.of(Holdfast.class);

    private final Map<String, Database> databases;
    private final Events events;
    private final Signals signals = new Signals();
    private final KeptRecord kept;
    private final ByItself byItself;
    private final Optional<Control> control;
    private final Optional<ControlLoop> loop;
    private final Optional<Reloading> reloading;

    private final Operations operations;

    private Holdfast(
            Map<String, Database> databases, HoldfastConfig config, Opening opening, Optional<Reloading> reloading) {
        this.databases = databases;
        this.events = opening.events();
        this.kept = opening.kept();
        this.byItself = opening.byItself();
        this.operations = new Operations(config.home(), config.queue(), this::database, opening.time(), events);
        this.reloading = reloading;
        this.control =
                config.control().map(databases::get).map(one -> Control.in(one, config.home(), kept, opening.time()));
        this.loop = control.map(one -> ControlLoop.over(one, opening.time(), events));
        control.ifPresent(one -> {
            signals.register("audit", new AuditSignals(one.auditTable()));
            signals.register(
                    "flags", new FlagSignals(one.flags(), one.database().name()));
        });
        signals.register("databases", DatabaseSignals.of(databases()));
        signals.register("log", new LogSignals());
        signals.register("queue", operations::signals);
        reloading.ifPresent(one -> signals.register("configuration", one::signals));
    }

    /** What is there before the first database is. */
    private record Opening(KeptRecord kept, ByItself byItself, Time time, Events events) {
        static Opening of(HoldfastConfig config, Time time, Events events) {
            var kept = new KeptRecord(config.home(), events);
            return new Opening(kept, ByItself.to(events, kept, time), time, events);
        }
    }

    /**
     * Opens every database that {@code file} declares, as {@link #open(HoldfastConfig)} does; {@code .env} beside it, the
     * profile that the environment names and the environment's variables override the file. When those files are changed,
     * what can take effect does so within two seconds, unless they say {@code reload: manual}.
     *
     * @throws HoldfastException if a setting is wrong, before anything is opened; or as {@link #open(HoldfastConfig)} does
     */
    public static Holdfast open(Path file) {
        return open(ConfigLoader.of(file).withEnvironment(System.getenv()));
    }

    /**
     * Opens every database that {@code loader} reads, as {@link #open(Path)} does.
     *
     * @throws HoldfastException as {@link #open(Path)} does
     */
    public static Holdfast open(ConfigLoader loader) {
        return open(loader, Engines.onClassPath(), Time.real(), new Events());
    }

    /**
     * Opens every database that {@code loader} reads, as {@link #open(Path)} does.
     *
     * @param events who is told what happens, from the beginning
     * @throws HoldfastException as {@link #open(Path)} does
     */
    public static Holdfast open(ConfigLoader loader, Engines engines, Time time, Events events) {
        ConfigFiles files = ConfigFiles.of(loader);
        LoadedConfig loaded = files.load();
        loaded.warnings().forEach(log::warn);
        return open(
                loaded.config(),
                engines,
                Opening.of(loaded.config(), time, events),
                reached -> Optional.of(new Reloading(files, loaded, reached, time)));
    }

    /**
     * Opens every database in {@code config} at the same time, with the engines found on the class path, and waits for each
     * as long as it is declared to. Declared migrations are applied, or validated, before the first call gets through.
     *
     * @throws HoldfastException if the engine of a database is not present, if a required one stays down, or if its
     *     migrations fail; then nothing is left open
     */
    public static Holdfast open(HoldfastConfig config) {
        return open(config, Engines.onClassPath(), Time.real(), new Events());
    }

    /**
     * Opens every database in {@code config} as {@link #open(HoldfastConfig)} does.
     *
     * @param events who is told what happens, from the beginning
     */
    public static Holdfast open(HoldfastConfig config, Engines engines, Time time, Events events) {
        return open(config, engines, Opening.of(config, time, events), reached -> Optional.empty());
    }

    private static Holdfast open(
            HoldfastConfig config,
            Engines engines,
            Opening opening,
            Function<Reloading.Reached, Optional<Reloading>> reloadings) {
        boolean done = false;
        try {
            Map<String, Database> databases = opened(config, engines, opening);
            Optional<Reloading> reloading =
                    reloadings.apply(new Reloading.Reached(databases, opening.kept()::recorder, opening.events()));
            var holdfast = new Holdfast(databases, config, opening, reloading);
            reloading.ifPresent(Reloading::watch);
            done = true;
            return holdfast;
        } finally {
            if (!done) {
                opening.byItself().close();
                opening.kept().close();
            }
        }
    }

    private static Map<String, Database> opened(HoldfastConfig config, Engines engines, Opening opening) {
        Map<DatabaseConfig, Engine> declared = new LinkedHashMap<>();
        config.databases().values().forEach(database -> declared.put(database, engines.of(database.url())));
        List<Database> opened = StartUp.openAll(declared, opening.time(), opening.events(), opening.kept());
        opened.forEach(database -> database.log(config.log()));
        log.info("{}", StartUp.summary(opened));
        StartUp.refuseMissing(opened);
        Map<String, Database> byName = new LinkedHashMap<>();
        opened.forEach(database -> byName.put(database.name(), database));
        return byName;
    }

    /**
     * The database declared under {@code name}.
     *
     * @throws HoldfastException of kind CONFIGURATION if there is none
     */
    public Database database(String name) {
        Database database = databases.get(name);
        if (database == null) {
            throw Failure.of(ErrorKind.CONFIGURATION, "no database called %s is declared".formatted(name))
                    .withHint("declared are: " + String.join(", ", databases.keySet()))
                    .exception();
        }
        return database;
    }

    /** Operations that say what they need, for the time while a database is away; and the queue of deferred writes. */
    public Operations operations() {
        return operations;
    }

    /** Every database, in the order in which they are declared. */
    public List<Database> databases() {
        return List.copyOf(databases.values());
    }

    /** READY if every database is, DOWN if every one is, DEGRADED in between. */
    public Availability availability() {
        List<Availability> all = databases.values().stream()
                .map(Database::availability)
                .distinct()
                .toList();
        if (all.size() == 1) {
            return all.get(0);
        }
        return all.isEmpty() ? Availability.READY : Availability.DEGRADED;
    }

    /** Logs the operations of every database as {@code settings} say from now on. */
    public void log(LogConfig settings) {
        databases.values().forEach(database -> database.log(settings));
    }

    /** What happens, for whoever wants to listen. */
    public Events events() {
        return events;
    }

    /** What can be observed now. */
    public Signals signals() {
        return signals;
    }

    /**
     * The record of administrative actions, in the folder for Holdfast's own files: who changes something that others rely on
     * writes down the intent before, and the outcome after. Opened at the first use; closed with this.
     *
     * @throws HoldfastException if the folder cannot be used, or if this is closed
     */
    public Recorder recorder() {
        return kept.recorder();
    }

    /**
     * Reads the configuration's files again, and has what has changed in them take effect, or refuses all of it. Nobody has to
     * call this, unless the files say {@code reload: manual}.
     *
     * @return what has changed, or why nothing has
     * @throws HoldfastException of kind UNSUPPORTED if this was opened from no file
     */
    public ReloadReport reload() {
        return reloading
                .orElseThrow(() -> Failure.of(
                                ErrorKind.UNSUPPORTED, "the configuration came from no file that could be read again")
                        .withHint("open it with Holdfast.open(Path.of(\"holdfast.yaml\"))")
                        .exception())
                .reload(System.getProperty("user.name", "unknown"));
    }

    /**
     * The flags in the control database, answered from a copy in memory.
     *
     * @throws HoldfastException of kind CONFIGURATION if no control database is declared
     */
    public Flags flags() {
        return control().flags();
    }

    /**
     * What is kept in the control database.
     *
     * @throws HoldfastException of kind CONFIGURATION if none is declared
     */
    public Control control() {
        return control.orElseThrow(() -> Control.undeclared(databases.keySet()));
    }

    /**
     * Closes the queue, then every database, the last declared first. What fails keeps nothing else open. Harmless when
     * repeated.
     */
    @Override
    public void close() {
        List<Runnable> parts = new ArrayList<>();
        reloading.ifPresent(one -> parts.add(one::close));
        loop.ifPresent(one -> parts.add(one::close));
        parts.add(operations::close);
        parts.add(() -> StartUp.closeAll(databases()));
        parts.add(byItself::close);
        parts.add(kept::close);
        StartUp.each(parts);
    }
}
