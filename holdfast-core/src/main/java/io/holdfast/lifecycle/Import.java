package io.holdfast.lifecycle;

import io.holdfast.database.Database;
import io.holdfast.disk.Disk;
import io.holdfast.document.Documents;
import io.holdfast.engine.document.Capabilities;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.routing.Role;
import io.holdfast.routing.RoutedStores;
import io.holdfast.routing.RoutingOptions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Brings the collections of an earlier deployment into the databases with a role. Nothing that is there is overwritten, and
 * the earlier database is only read. An import that ends before it is finished, however it ends, goes on where it was when
 * the same one is run again; one that is finished begins anew, and finds everything there.
 */
public final class Import {
    private static final int ID_BYTES = 8;

    private final ImportSetting setting;
    private final Disk disk;
    private final Durability durability;
    private volatile Wish wish = Wish.GO_ON;

    /** What is to be done about an import that runs. */
    private enum Wish {
        GO_ON,
        STOP
    }

    /** Whether what was imported is compared afterwards. */
    public enum Verification {
        /** It is. */
        FULL,
        /** It is not. */
        NONE
    }

    /** What is asked of the databases that documents go to. */
    enum Durability {
        /** What they acknowledge is durable. */
        REQUIRED,
        /** Nothing: their machine outlives the import, as that of a test does. */
        WAIVED
    }

    /** One as {@code setting} says, which keeps how far it is on {@code disk}. Nothing is opened yet. */
    public Import(ImportSetting setting, Disk disk) {
        this(setting, disk, Durability.REQUIRED);
    }

    Import(ImportSetting setting, Disk disk, Durability durability) {
        this.setting = setting;
        this.disk = disk;
        this.durability = durability;
    }

    /**
     * Says what {@link #run} would do. Changes nothing.
     *
     * @throws io.holdfast.error.HoldfastException if the earlier database cannot be read, or a target not be asked
     */
    public ImportPlan plan(ImportListener listener) {
        Targets targets = (role, category) -> {
            Database database =
                    Optional.ofNullable(setting.databases().get(role)).orElseThrow();
            return Documents.store(database, role.collection(category));
        };
        try (EarlierDatabase earlier = EarlierDatabase.open(setting.engine(), setting.source())) {
            return new Planning(setting, earlier, targets, listener, this::check).plan();
        }
    }

    /**
     * Imports, or goes on with it.
     *
     * @throws io.holdfast.error.HoldfastException of kind LOCKED if another one runs with the same folder, CANCELLED after
     *     {@link #cancel}, CONFIGURATION if a database is that of another role or acknowledges what is not durable, or what
     *     else stood in the way; whatever it is, running it again goes on
     */
    public ImportReport run(Verification verification, ImportListener listener) {
        ImportFolder folder = new ImportFolder(disk, setting.home(), id());
        try (Closeable lock = folder.lock();
                EarlierDatabase earlier = EarlierDatabase.open(setting.engine(), setting.source())) {
            Objects.requireNonNull(lock);
            listener.reached(ImportStep.LOCKED);
            RoutedStores stores = RoutedStores.open(setting.databases(), RoutingOptions.USUAL.withMask(setting.mask()));
            if (durability == Durability.REQUIRED) {
                refuseUnlessDurable(stores);
            }
            return new ImportRun(setting, earlier, stores::of, folder, listener, this::check).run(verification);
        } catch (IOException unlocked) {
            throw Failure.of(ErrorKind.RESOURCE, "the lock of the import cannot be given back")
                    .withHint("run the same command again")
                    .causedBy(unlocked);
        }
    }

    /** What is acknowledged before it is durable could be lost, when the progress says already that it is there. */
    private void refuseUnlessDurable(RoutedStores stores) {
        for (Role role : ImportSetting.roles(setting.mappings())) {
            Capabilities given = stores.of(
                            role, role.keeps().stream().sorted().findFirst().orElseThrow())
                    .capabilities();
            if (!given.durable()) {
                throw Failure.of(
                                ErrorKind.CONFIGURATION,
                                "nothing is imported into %s: %s".formatted(role.database(), given.durability()))
                        .withHint("have the database wait for its disk before it acknowledges")
                        .during("import", role.database())
                        .exception();
            }
        }
    }

    /** Has a run stop after the batch at hand; safe to call from any thread, and when nothing runs. */
    public void cancel() {
        wish = Wish.STOP;
    }

    private void check() {
        if (wish == Wish.STOP) {
            throw Failure.of(ErrorKind.CANCELLED, "the import was stopped after a whole batch")
                    .withHint("run the same command again when you like: it goes on where it was")
                    .during("import", "")
                    .exception();
        }
    }

    /** The same for the same source, mappings and targets. */
    private String id() {
        StringBuilder all = new StringBuilder(setting.source().url().toString());
        setting.mappings().forEach(mapping -> all.append('\n').append(mapping));
        new TreeMap<>(setting.databases())
                .forEach((role, database) -> all.append('\n')
                        .append(role)
                        .append('=')
                        .append(database.config().url()));
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
