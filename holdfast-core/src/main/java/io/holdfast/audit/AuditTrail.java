package io.holdfast.audit;

import io.holdfast.disk.Disk;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Checkpoint;
import io.holdfast.event.Entry;
import io.holdfast.event.RecordFiles;
import io.holdfast.event.RecordLine;
import io.holdfast.event.Recorder;
import io.holdfast.event.Recording;
import io.holdfast.event.Settled;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The audit trail of one node: its record of administrative actions, read, verified, handed on and pruned. Whatever its
 * size, one file of it is in memory at a time, and the actions that have not ended.
 *
 * <p>Safe for use by many threads, while others write.
 */
public final class AuditTrail {
    private final RecordFiles files;

    /** The one in {@code folder}; none is there yet if the folder is missing. */
    public AuditTrail(Disk disk, Path folder) {
        this.files = new RecordFiles(disk, folder);
    }

    /**
     * Looks whether everything is as it was written.
     *
     * @param outside checkpoints that were kept in another place; those beside the record are used anyway
     * @throws HoldfastException if a file cannot be read
     */
    public AuditReport verify(List<Checkpoint> outside) {
        // read before the chain: it then holds at least what they tell of
        List<Checkpoint> beside = files.checkpoints();
        var walk =
                new ChainWalk(Stream.concat(beside.stream(), outside.stream()).toList(), false);
        files.each(walk::see);
        return walk.report();
    }

    /**
     * Looks for actions, in the order in which they ended; those that have not ended come last.
     *
     * @throws HoldfastException if a file cannot be read
     */
    public void search(AuditFilter filter, Consumer<AuditAction> found) {
        var open = new OpenActions();
        var settled = new Settled(line -> line.said().ifPresent(entry -> {
            Optional<Entry> intent = open.see(entry);
            if (entry.stage() != Entry.Stage.BEGUN) {
                tell(AuditAction.ended(entry, intent), filter, found);
            }
        }));
        files.each(settled);
        settled.finish();
        open.all().forEach(intent -> tell(AuditAction.open(intent), filter, found));
    }

    private static void tell(AuditAction action, AuditFilter filter, Consumer<AuditAction> found) {
        if (filter.test(action)) {
            found.accept(action);
        }
    }

    /**
     * Hands on one piece of the record: from the first entry that was written at {@code since} or later to the last before
     * one that was written at {@code until} or later. Entries from before the chain come first.
     *
     * @return how many lines were left out since they cannot be read; a torn end is none of them
     * @throws HoldfastException if a file cannot be read
     */
    public long export(Instant since, Instant until, Consumer<RecordLine> taker) {
        var piece = new Piece(since, until, taker);
        var settled = new Settled(piece);
        files.each(settled);
        settled.finish();
        return piece.unreadable();
    }

    /**
     * Removes the files of which every entry is older than {@code before}, but never the newest file. What goes is put on
     * record first, with the last hash, so that the chain can be verified as before.
     *
     * @param recorder of the same folder
     * @param actor who wants it
     * @param despiteDamage whether to go on although the record is not as it was written; what was found is put on record
     * @param steps is told of each step
     * @return the files that were removed, the oldest first
     * @throws HoldfastException of kind VERIFICATION if the record is not as it was written, unless {@code
     *     despiteDamage}: then nothing is removed
     */
    public List<Path> prune(
            Instant before, Recorder recorder, String actor, boolean despiteDamage, Consumer<PruneStep> steps) {
        return prune(before, recorder, actor, despiteDamage, false, steps);
    }

    /**
     * The same where there is an audit table: {@code copied} says whether everything on record was copied to it just
     * before, so that what is missing there later was taken out of it.
     */
    public List<Path> prune(
            Instant before,
            Recorder recorder,
            String actor,
            boolean despiteDamage,
            boolean copied,
            Consumer<PruneStep> steps) {
        List<Finding> findings = verify(List.of()).findings();
        if (!findings.isEmpty() && !despiteDamage) {
            throw Failure.of(
                            ErrorKind.VERIFICATION,
                            "the record is not as it was written, so nothing was removed: "
                                    + findings.get(0).sentence())
                    .withHint(
                            "holdfast audit verify names everything; copy the record, and then go on with --despite-damage")
                    .exception();
        }
        Outdated outdated = Outdated.in(files, before);
        List<Path> old = outdated.files();
        if (old.isEmpty()) {
            return List.of();
        }
        Recording recording =
                recorder.record(Pruning.ACTION, actor, "", Pruning.details(before, outdated, findings, copied));
        try {
            steps.accept(PruneStep.PUT_ON_RECORD);
            files.remove(old, file -> steps.accept(PruneStep.FILE_REMOVED));
            steps.accept(PruneStep.FILES_GONE);
            recording.done();
            return old;
        } catch (RuntimeException failure) {
            recording.failed(failure);
            throw failure;
        }
    }
}
