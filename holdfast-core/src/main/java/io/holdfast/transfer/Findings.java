package io.holdfast.transfer;

import io.holdfast.engine.Receiver.Published;
import io.holdfast.transfer.plan.TransferModel;
import io.holdfast.transfer.verify.Difference;
import io.holdfast.transfer.verify.Verification.TableResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that a run found.
 *
 * @param status how it ended
 * @param model the plan it followed
 * @param target where the data went, without credentials
 * @param startedAt when it began
 * @param durations how long each phase took, in their order
 * @param tables what comparing each table gave
 * @param structure what differs in the structure
 * @param attention what the target lacks or holds only for new rows, one sentence each
 * @param earlier the run that published the same content before, if that is why nothing was done
 */
record Findings(
        TransferReport.Status status,
        TransferModel model,
        String target,
        Instant startedAt,
        Map<String, Duration> durations,
        List<TableResult> tables,
        List<Difference> structure,
        List<String> attention,
        Optional<Published> earlier) {

    List<Difference> differences() {
        return Stream.concat(structure.stream(), tables.stream().flatMap(table -> table.differences().stream()))
                .toList();
    }
}
