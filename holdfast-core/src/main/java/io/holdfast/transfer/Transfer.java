package io.holdfast.transfer;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Engines;
import io.holdfast.engine.Receiver;
import io.holdfast.engine.RowReader;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaReader;
import io.holdfast.engine.Session;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.transfer.plan.Planner;
import io.holdfast.transfer.plan.TransferModel;
import io.holdfast.transfer.profile.Profiler;
import io.holdfast.transfer.profile.TableProfile;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Copies a whole database into another engine, proves that nothing was lost or changed, and publishes it in one step.
 *
 * <pre>{@code
 * try (Transfer transfer = Transfer.between(Engines.onClassPath(), source, target, TransferOptions.DEFAULTS)) {
 *     TransferReport report = transfer.run(TransferListener.NONE);
 * }
 * }</pre>
 *
 * <p>The source is only read, in one pinned view from the first look to the last comparison. For one thread, but for
 * {@link #cancel()}.
 */
public final class Transfer implements AutoCloseable {
    /** The one engine whose stored values the profile understands so far, and the schema it is read from. */
    private static final String SOURCE_ENGINE = "sqlite";

    private static final String SQLITE_SCHEMA = "main";

    private final Side source;
    private final Side target;
    private final TransferOptions options;
    private final InstantSource clock;
    private final Interruption interruption = new Interruption();
    private @Nullable Session session;
    private @Nullable TransferPlan plan;

    private Transfer(Side source, Side target, TransferOptions options, InstantSource clock) {
        this.source = source;
        this.target = target;
        this.options = options;
        this.clock = clock;
    }

    /**
     * A transfer from {@code source} to {@code target}; nothing is opened yet.
     *
     * @throws HoldfastException of kind CONFIGURATION if an engine is not present, of kind UNSUPPORTED if it cannot take
     *     this part
     */
    public static Transfer between(Engines engines, Endpoint source, Endpoint target, TransferOptions options) {
        Side from = Side.of(engines, source);
        Side to = Side.of(engines, target);
        from.refuseUnlessSource();
        to.receiver();
        return new Transfer(from, to, options, InstantSource.system());
    }

    /**
     * Reads the whole source and plans; touches nothing. A second call gives the same plan.
     *
     * @throws HoldfastException if the source cannot be opened or read
     */
    public TransferPlan plan(TransferListener listener) {
        if (plan == null) {
            plan = source.doing("read", () -> new TransferPlan(makePlan(listener)));
        }
        return plan;
    }

    /**
     * Runs the transfer: plan, staging area, copy, keys and constraints, comparison, publication.
     *
     * @throws HoldfastException of kind DECISION_NEEDED if the plan has open questions or the schema holds objects, of
     *     kind LOCKED if another transfer into the schema is running, of kind CANCELLED after {@link #cancel()}, or what
     *     else stood in the way; then the published schema is as before
     */
    public TransferReport run(TransferListener listener) {
        target.refuseUnlessReachable(options.connectTimeout());
        TransferPlan planned = plan(listener);
        if (!planned.decisions().isEmpty()) {
            throw undecided(planned.decisions());
        }
        Reading reading = new Reading(source.reader(), openSession(), SQLITE_SCHEMA);
        TransferRun run = new TransferRun(planned.model(), reading, target, listener, interruption, clock);
        return target.doing("transfer", run::run);
    }

    /** Stops the transfer at the next row or statement; safe to call from any thread, and when nothing is running. */
    public void cancel() {
        interruption.interrupt();
    }

    /** Lets go of the source; harmless when repeated. */
    @Override
    public void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    private TransferModel makePlan(TransferListener listener) throws Exception {
        Session opened = openSession();
        SchemaModel model = source.schemas().read(opened, SQLITE_SCHEMA);
        if (model.tables().isEmpty()) {
            throw Failure.of(ErrorKind.NOT_FOUND, "%s holds no tables".formatted(source.endpoint.url()))
                    .withHint("check that this is the file you mean")
                    .exception();
        }
        Profiler profiler = new Profiler(source.reader(), opened, SQLITE_SCHEMA);
        List<TableProfile> profiles = new ArrayList<>();
        for (SchemaModel.Table table : model.tables()) {
            Progress progress = new Progress(listener, interruption, TransferListener.Work.PROFILE, table.name(), 0);
            profiles.add(profiler.profile(table, progress));
            progress.finish();
        }
        String from = source.endpoint.url().toString();
        return new Planner(target.receiver(), options.columns()).plan(from, model, profiles, options.schema());
    }

    private Session openSession() {
        if (session == null) {
            session = source.doing("open", () -> {
                Session opened = source.reader().open(source.endpoint, options.connectTimeout());
                source.reader().pin(opened);
                return opened;
            });
        }
        return session;
    }

    private static HoldfastException undecided(List<String> decisions) {
        String questions = String.join("\n  ", decisions);
        return Failure.of(
                        ErrorKind.DECISION_NEEDED,
                        decisions.size() == 1
                                ? "one column needs a decision: " + questions
                                : "%d columns need a decision:%n  %s".formatted(decisions.size(), questions))
                .withHint("choose with --column TABLE.COLUMN=TYPE (text, bytea, bigint, numeric, double)")
                .exception();
    }

    /** One of the two databases: its engine, and what that engine can do here. */
    record Side(Engine engine, Endpoint endpoint) {

        static Side of(Engines engines, Endpoint endpoint) {
            return new Side(engines.of(endpoint.url()), endpoint);
        }

        void refuseUnlessSource() {
            if (!engine.name().equals(SOURCE_ENGINE)) {
                throw unsupported("as the source of a transfer");
            }
        }

        /** Before a long look at the source: an embedded server is started later, any other must answer now. */
        void refuseUnlessReachable(Duration timeout) {
            if (!endpoint.url().embedded()) {
                doing("open", () -> {
                    engine.open(endpoint, timeout).close();
                    return true;
                });
            }
        }

        RowReader reader() {
            return need(engine.rowReader(), "as the source of a transfer");
        }

        SchemaReader schemas() {
            return need(engine.schemaReader(), "as the source of a transfer");
        }

        Receiver receiver() {
            return need(engine.receiver(), "as the target of a transfer");
        }

        private <T> T need(Optional<T> capability, String role) {
            return capability.orElseThrow(() -> unsupported(role));
        }

        private HoldfastException unsupported(String role) {
            return Failure.of(ErrorKind.UNSUPPORTED, "%s is not supported %s yet".formatted(engine.name(), role))
                    .withHint("a transfer goes from sqlite to postgresql")
                    .exception();
        }

        /** Runs {@code work}; whatever the driver throws comes out sorted, with the operation and database named. */
        <T> T doing(String operation, Work<T> work) {
            try {
                return work.run();
            } catch (HoldfastException known) {
                throw known;
            } catch (Exception failure) {
                if (failure instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                throw engine.classify(failure, Phase.BODY)
                        .during(operation, endpoint.database())
                        .causedBy(failure);
            }
        }

        /** Work that may throw what a driver throws. */
        interface Work<T> {
            T run() throws Exception;
        }
    }
}
