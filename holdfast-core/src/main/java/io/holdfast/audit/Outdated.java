package io.holdfast.audit;

import io.holdfast.event.ChainLink;
import io.holdfast.event.Entry;
import io.holdfast.event.RecordFiles;
import io.holdfast.event.RecordLine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files that can go, the oldest first.
 *
 * @param files they
 * @param next the place of the first record of the chain that stays; empty if no file of the chain goes
 */
record Outdated(List<Path> files, Optional<ChainLink> next) {

    /** Those of {@code all} that hold nothing that was written at {@code before} or later. */
    static Outdated in(RecordFiles all, Instant before) {
        List<Path> old = new ArrayList<>(all.beforeTheChain().stream()
                .filter(file -> isOlder(all, file, before))
                .toList());
        List<Path> chain = all.chained();
        int stays = 0;
        while (stays < chain.size() - 1 && isOlder(all, chain.get(stays), before)) {
            stays++;
        }
        Optional<ChainLink> next = stays == 0 ? Optional.empty() : first(all, chain.subList(stays, chain.size()));
        if (next.isPresent()) {
            old.addAll(chain.subList(0, stays));
        }
        return new Outdated(List.copyOf(old), next);
    }

    private static boolean isOlder(RecordFiles all, Path file, Instant before) {
        List<Instant> newer = new ArrayList<>();
        all.each(
                file,
                line -> line.said()
                        .map(Entry::at)
                        .filter(at -> !at.isBefore(before))
                        .ifPresent(newer::add));
        return newer.isEmpty();
    }

    private static Optional<ChainLink> first(RecordFiles all, List<Path> chain) {
        List<ChainLink> links = new ArrayList<>();
        for (Path file : chain) {
            all.each(file, line -> {
                if (line instanceof RecordLine.Chained chained && chained.isSound()) {
                    links.add(chained.record().link());
                }
            });
            if (!links.isEmpty()) {
                return Optional.of(links.get(0));
            }
        }
        return Optional.empty();
    }
}
