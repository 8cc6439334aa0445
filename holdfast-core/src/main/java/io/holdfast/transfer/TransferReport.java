package io.holdfast.transfer;

import io.holdfast.transfer.plan.TransferModel;
import io.holdfast.transfer.verify.Difference;
import io.holdfast.transfer.verify.Verification.TableResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a transfer did.
 *
 * @param status how it ended
 * @param model the plan it followed
 * @param target where the data went, without credentials
 * @param startedAt when it began
 * @param durations how long each phase took, in their order
 * @param tables what comparing each table gave
 * @param structure what differs in the structure
 * @param attention what the target lacks or holds only for new rows, one sentence each
 * @param json the report as JSON
 * @param markdown the report as Markdown
 */
public record TransferReport(
        Status status,
        TransferModel model,
        String target,
        Instant startedAt,
        Map<String, Duration> durations,
        List<TableResult> tables,
        List<Difference> structure,
        List<String> attention,
        String json,
        String markdown) {

    /** How a transfer ended. */
    public enum Status {
        /** Every cell was compared and the schema is published. */
        PUBLISHED,
        /** The same content had been published by an earlier run; nothing was done. */
        ALREADY_PUBLISHED,
        /** Differences were found, and nothing was published. */
        DIFFERENT
    }

    /** Every difference, of rows and of structure. */
    public List<Difference> differences() {
        return java.util.stream.Stream.concat(
                        structure.stream(), tables.stream().flatMap(table -> table.differences().stream()))
                .toList();
    }

    /** All rows of the source. */
    public long rows() {
        return model.rows();
    }
}
