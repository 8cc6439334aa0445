package io.holdfast.audit;

import io.holdfast.event.Checkpoint;
import io.holdfast.event.RecordLine;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What earlier checkpoints say about a chain. */
final class Checkpoints {
    private final Discoveries discoveries;
    private final Map<Long, Set<Checkpoint>> bySequence = new HashMap<>();
    private int compared;

    Checkpoints(Collection<Checkpoint> all, Discoveries discoveries) {
        this.discoveries = discoveries;
        all.forEach(one -> bySequence
                .computeIfAbsent(one.sequence(), sequence -> new HashSet<>())
                .add(one));
    }

    /** Compares the record on {@code line}, which has its place in the chain. */
    void see(RecordLine.Chained line) {
        Set<Checkpoint> here = bySequence.remove(line.sequence());
        if (here != null) {
            here.forEach(one -> compare(one, line));
        }
    }

    /** Whether a record with the number {@code sequence} and one of {@code hashes} is known to have been there. */
    boolean know(long sequence, Set<String> hashes) {
        return bySequence.getOrDefault(sequence, Set.of()).stream().anyMatch(one -> hashes.contains(one.hash()));
    }

    private void compare(Checkpoint checkpoint, RecordLine.Chained line) {
        compared++;
        if (!checkpoint.hash().equals(line.computed())) {
            discoveries.add(Finding.at(
                    line.place(),
                    Finding.Kind.CHANGED,
                    line.sequence(),
                    "hash %s by the checkpoint of %s".formatted(checkpoint.hash(), checkpoint.at()),
                    line.computed()));
        }
    }

    /** Judges those of which the record was not seen, in a chain that goes from {@code first} to {@code last}. */
    void judge(long first, long last) {
        bySequence.values().stream().flatMap(Collection::stream).forEach(one -> {
            if (one.sequence() > last) {
                discoveries.add(new Finding(
                        Finding.Kind.CUT,
                        "",
                        0,
                        last + 1,
                        "%d to %d by the checkpoint of %s".formatted(last + 1, one.sequence(), one.at()),
                        last == 0 ? "no record" : "sequence %d as the last one".formatted(last)));
            } else if (one.sequence() < first) {
                discoveries.note("the checkpoint of %s is for sequence %d, which is not here any more"
                        .formatted(one.at(), one.sequence()));
            }
        });
    }

    /** How many were compared. */
    int compared() {
        return compared;
    }
}
