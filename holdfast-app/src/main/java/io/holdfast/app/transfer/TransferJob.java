package io.holdfast.app.transfer;

import io.holdfast.app.output.Interruption;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engines;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.event.Recorder;
import io.holdfast.event.Recording;
import io.holdfast.transfer.Transfer;
import io.holdfast.transfer.TransferListener;
import io.holdfast.transfer.TransferOptions;
import io.holdfast.transfer.TransferPlan;
import io.holdfast.transfer.TransferReport;
import java.util.Map;

/**
 * One transfer as the command runs it.
 *
 * @param source where the data comes from
 * @param target where it goes
 * @param options what the user said about it
 * @param interruption stops it
 */
public record TransferJob(Endpoint source, Endpoint target, TransferOptions options, Interruption interruption) {

    /** Reads the source and plans; touches nothing. */
    public TransferPlan plan(TransferListener listener) {
        try (Transfer transfer = open()) {
            return transfer.plan(listener);
        }
    }

    /**
     * Runs the transfer, which is put on record: that it begins before it does, how it ended after.
     *
     * @param actor who asked for it
     */
    public TransferReport run(TransferListener listener, Recorder recorder, String actor) {
        try (Transfer transfer = open()) {
            transfer.plan(listener);
            Recording recording = recorder.record("transfer", actor, target.database(), details());
            try {
                TransferReport report = transfer.run(listener);
                conclude(report, recording);
                return report;
            } catch (RuntimeException failure) {
                recording.failed(failure);
                throw failure;
            }
        }
    }

    /** The failure that stands for a report with differences. */
    public static Failure different(TransferReport report) {
        int count = report.differences().size();
        return Failure.of(
                        ErrorKind.VERIFICATION,
                        "what arrived differs from the source in %s; nothing was published"
                                .formatted(count == 1 ? "1 place" : count + " places"))
                .withHint("see whether something else writes to the staging schema, then run it again");
    }

    private static void conclude(TransferReport report, Recording recording) {
        if (report.status() == TransferReport.Status.DIFFERENT) {
            recording.failed(different(report).exception());
        } else {
            recording.done();
        }
    }

    private Transfer open() {
        Transfer transfer = Transfer.between(Engines.onClassPath(), source, target, options);
        interruption.whenRequested(transfer::cancel);
        return transfer;
    }

    private Map<String, String> details() {
        return Map.of("from", source.url().toString(), "to", target.url().toString());
    }
}
