package io.holdfast.transfer;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Place;
import io.holdfast.engine.Receiver;
import io.holdfast.engine.Receiver.Published;
import io.holdfast.engine.Receiver.Staging;
import io.holdfast.engine.RowCursor;
import io.holdfast.engine.RowWriter;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.transfer.TransferListener.Work;
import io.holdfast.transfer.TransferReport.Status;
import io.holdfast.transfer.copy.TableCopy;
import io.holdfast.transfer.plan.TablePlan;
import io.holdfast.transfer.plan.TransferModel;
import io.holdfast.transfer.verify.Difference;
import io.holdfast.transfer.verify.Verification;
import io.holdfast.transfer.verify.Verification.TableResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of a planned transfer, from the empty staging area to the published schema. */
final class TransferRun {
    private final TransferModel model;
    private final Reading reading;
    private final Transfer.Side target;
    private final TransferListener listener;
    private final Interruption interruption;
    private final Instant startedAt;
    private final Map<String, Duration> durations = new LinkedHashMap<>();

    TransferRun(
            TransferModel model,
            Reading reading,
            Transfer.Side target,
            TransferListener listener,
            Interruption interruption,
            InstantSource clock) {
        this.model = model;
        this.reading = reading;
        this.target = target;
        this.listener = listener;
        this.interruption = interruption;
        this.startedAt = clock.instant();
    }

    TransferReport run() throws Exception {
        interruption.check();
        try (Place place = Place.of(target.engine(), target.endpoint())) {
            return into(place.endpoint());
        }
    }

    private TransferReport into(Endpoint endpoint) throws Exception {
        interruption.check();
        try (Staging staging = target.receiver().prepare(endpoint, model.schema(), identity())) {
            interruption.alsoStop(staging::cancel);
            return receive(staging);
        } catch (HoldfastException occupied) {
            if (occupied.kind() == ErrorKind.DECISION_NEEDED) {
                return alreadyPublished(endpoint).orElseThrow(() -> occupied);
            }
            throw occupied;
        } catch (Exception failure) {
            if (interruption.wanted()) {
                throw Interruption.cancelled().causedBy(failure);
            }
            throw failure;
        } finally {
            interruption.alsoStop(null);
        }
    }

    private TransferReport receive(Staging staging) throws Exception {
        Building building = new Building(target, staging, model.statements(), interruption);
        reached(TransferStep.STAGING_PREPARED);
        timed("create tables", () -> building.run(Receiver.Step.TABLES));
        reached(TransferStep.TABLES_CREATED);
        timed("copy", () -> copy(staging));
        reached(TransferStep.ROWS_COPIED);
        timed("build keys", () -> building.run(Receiver.Step.KEYS));
        reached(TransferStep.KEYS_BUILT);
        timed("add checks", () -> building.run(Receiver.Step.CHECKS));
        reached(TransferStep.CHECKS_ADDED);
        timed("build indexes", () -> building.run(Receiver.Step.INDEXES));
        reached(TransferStep.INDEXES_BUILT);
        timed("add foreign keys", () -> building.run(Receiver.Step.FOREIGN_KEYS));
        reached(TransferStep.FOREIGN_KEYS_ADDED);
        timed("number new rows", () -> building.run(Receiver.Step.IDENTITIES));
        reached(TransferStep.IDENTITIES_SET);
        List<TableResult> tables = new ArrayList<>();
        List<Difference> structure = new ArrayList<>();
        timed("verify", () -> verify(staging, building, tables, structure));
        boolean equal = structure.isEmpty()
                && tables.stream().allMatch(table -> table.differences().isEmpty());
        TransferReport report =
                report(equal ? Status.PUBLISHED : Status.DIFFERENT, tables, structure, building.attention());
        if (equal) {
            reached(TransferStep.VERIFIED);
            interruption.check();
            staging.publish(report.json());
            reached(TransferStep.PUBLISHED);
        }
        return report;
    }

    private void copy(Staging staging) throws Exception {
        for (TablePlan table : model.tables()) {
            Progress progress = new Progress(listener, interruption, Work.COPY, table.name(), table.rows());
            long copied;
            try (RowCursor rows = reading.reader().rows(reading.session(), reading.schema(), table.source());
                    RowWriter writer = staging.writer(table.target())) {
                copied = new TableCopy(table).copy(rows, writer, progress);
            }
            progress.finish();
            if (copied != table.rows()) {
                throw Failure.of(
                                ErrorKind.VERIFICATION,
                                "the target counted %d rows of %s, the source has %d"
                                        .formatted(copied, table.name(), table.rows()))
                        .exception();
            }
            reached(TransferStep.TABLE_COPIED);
        }
    }

    private void verify(Staging staging, Building building, List<TableResult> tables, List<Difference> structure)
            throws Exception {
        Verification verification = new Verification(reading.reader(), reading.session(), reading.schema(), staging);
        for (TablePlan table : model.tables()) {
            Progress progress = new Progress(listener, interruption, Work.VERIFY, table.name(), 2 * table.rows());
            tables.add(verification.compare(table, progress));
            progress.finish();
        }
        structure.addAll(verification.compareStructure(building.made(model.target()), target.receiver()::nameOf));
    }

    private Optional<TransferReport> alreadyPublished(Endpoint endpoint) throws Exception {
        Optional<Published> earlier = target.receiver()
                .published(endpoint, model.schema())
                .filter(published -> published.source().equals(identity()));
        return earlier.map(published -> new TransferReport(new Findings(
                Status.ALREADY_PUBLISHED,
                model,
                target.endpoint().url().toString(),
                startedAt,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                earlier)));
    }

    private TransferReport report(
            Status status, List<TableResult> tables, List<Difference> structure, List<String> attention) {
        return new TransferReport(new Findings(
                status,
                model,
                target.endpoint().url().toString(),
                startedAt,
                durations,
                List.copyOf(tables),
                List.copyOf(structure),
                attention,
                Optional.empty()));
    }

    /** Tells this content of this source apart from any other, for a later run that finds it published. */
    private String identity() {
        return model.source() + " " + model.content();
    }

    private void timed(String phase, Phase work) throws Exception {
        interruption.check();
        long begin = System.nanoTime();
        work.run();
        durations.put(phase, Duration.ofNanos(System.nanoTime() - begin));
    }

    private void reached(TransferStep step) {
        listener.reached(step);
    }

    /** Work that may throw what a driver throws. */
    private interface Phase {
        void run() throws Exception;
    }
}
