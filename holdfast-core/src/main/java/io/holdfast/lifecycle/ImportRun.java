package io.holdfast.lifecycle;

import io.holdfast.engine.Original;
import io.holdfast.engine.document.Body;
import io.holdfast.lifecycle.Kept.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One run of an import. Batch by batch: the documents are durable where they belong, then the refusals are, then the
 * progress. Who dies in between does a batch again, and finds what is there.
 */
final class ImportRun {
    private final ImportSetting setting;
    private final EarlierDatabase earlier;
    private final Targets targets;
    private final ImportFolder folder;
    private final ImportListener listener;
    private final Runnable check;

    ImportRun(
            ImportSetting setting,
            EarlierDatabase earlier,
            Targets targets,
            ImportFolder folder,
            ImportListener listener,
            Runnable check) {
        this.setting = setting;
        this.earlier = earlier;
        this.targets = targets;
        this.folder = folder;
        this.listener = listener;
        this.check = check;
    }

    ImportReport run(Import.Verification verification) {
        Optional<Kept> unfinished = folder.kept().filter(kept -> kept.phase() != Phase.FINISHED);
        Kept kept = unfinished.orElseGet(this::begun);
        folder.cutRefusals(kept.refusedBytes());
        if (unfinished.isEmpty()) {
            folder.keep(kept);
            listener.reached(ImportStep.BEGUN);
        }
        if (kept.phase() == Phase.COPYING) {
            kept = copied(kept).in(Phase.COMPARING);
            folder.keep(kept);
        }
        Optional<Compared> compared =
                verification == Import.Verification.FULL ? Optional.of(compared(kept)) : Optional.empty();
        folder.keep(kept.in(Phase.FINISHED));
        listener.reached(ImportStep.FINISHED);
        return report(kept, unfinished.isPresent() ? ImportReport.Start.RESUMED : ImportReport.Start.FRESH, compared);
    }

    private Kept begun() {
        Instant now = Clock.of(setting, targets);
        List<Kept.Part> parts = setting.mappings().stream()
                .map(mapping -> new Kept.Part(
                        mapping.collection(),
                        "",
                        earlier.count(mapping.collection()),
                        false,
                        Kept.Tally.of(Counts.NONE)))
                .toList();
        return new Kept(Phase.COPYING, now.toString(), 0, parts);
    }

    private Kept copied(Kept begun) {
        Kept kept = begun;
        for (int i = 0; i < setting.mappings().size(); i++) {
            Mapping mapping = setting.mappings().get(i);
            while (!kept.collections().get(i).read()) {
                check.run();
                kept = copied(kept, kept.collections().get(i), mapping);
            }
        }
        return kept;
    }

    private Kept copied(Kept kept, Kept.Part part, Mapping mapping) {
        List<Original> page = earlier.page(mapping.collection(), part.cursor());
        if (page.isEmpty()) {
            Kept ended = kept.with(part.ended(), kept.refusedBytes());
            folder.keep(ended);
            return ended;
        }
        Map<String, Outcome> outcomes = place(page, mapping, Instant.parse(kept.startedAt()));
        listener.reached(ImportStep.BATCH_PLACED);
        Counts counts = part.counts().counts();
        List<Outcome.Refused> refused = new ArrayList<>();
        for (Original original : page) {
            Outcome outcome = Optional.ofNullable(outcomes.get(original.key())).orElseThrow();
            counts = counts.and(
                    Counts.of(outcome, original.body().map(Body::bytes).orElse(0)));
            if (outcome instanceof Outcome.Refused one) {
                refused.add(one);
            }
        }
        long bytes = kept.refusedBytes();
        if (!refused.isEmpty()) {
            bytes += folder.refuse(mapping.collection(), refused);
            listener.reached(ImportStep.REFUSALS_FORCED);
        }
        String last = page.get(page.size() - 1).key();
        Kept next = kept.with(new Kept.Part(part.name(), last, part.total(), false, Kept.Tally.of(counts)), bytes);
        folder.keep(next);
        listener.reached(ImportStep.PROGRESS_KEPT);
        listener.documents(ImportListener.Work.COPY, mapping.collection(), counts.read(), part.total());
        return next;
    }

    /** What is old is so by the clock of now; what does not say how old it is gets the time when the import began. */
    private Map<String, Outcome> place(List<Original> page, Mapping mapping, Instant startedAt) {
        Mapper mapper = new Mapper(mapping);
        Map<String, Outcome> outcomes = new HashMap<>();
        List<Mapped.Document> documents = new ArrayList<>();
        for (Original original : page) {
            Mapped mapped = mapper.map(original);
            if (mapped instanceof Mapped.Document document) {
                documents.add(document);
            } else if (mapped instanceof Mapped.Refused refused) {
                outcomes.put(refused.key(), new Outcome.Refused(refused.key(), refused.reason(), refused.detail()));
            }
        }
        outcomes.putAll(new Placement(targets, mapping.category(), listener::reached)
                .place(documents, new Placement.Times(Clock.of(setting, targets), startedAt)));
        return outcomes;
    }

    private Compared compared(Kept kept) {
        Compared all = Compared.NOTHING;
        for (int i = 0; i < setting.mappings().size(); i++) {
            all = all.and(compared(
                    setting.mappings().get(i), kept.collections().get(i).total()));
        }
        listener.reached(ImportStep.COMPARED);
        return all;
    }

    private Compared compared(Mapping mapping, long total) {
        Set<String> contested = folder.contested(mapping.collection());
        Mapper mapper = new Mapper(mapping);
        Comparison comparison = new Comparison(targets, mapping, setting.mask());
        Compared all = Compared.NOTHING;
        long done = 0;
        List<Original> page = earlier.page(mapping.collection(), Optional.empty());
        while (!page.isEmpty()) {
            check.run();
            List<Mapped.Document> documents = new ArrayList<>();
            for (Original original : page) {
                if (!contested.contains(original.key()) && mapper.map(original) instanceof Mapped.Document document) {
                    documents.add(document);
                }
            }
            all = all.and(comparison.compare(documents));
            done += page.size();
            listener.documents(ImportListener.Work.COMPARE, mapping.collection(), done, total);
            page = earlier.page(
                    mapping.collection(), Optional.of(page.get(page.size() - 1).key()));
        }
        return all;
    }

    private ImportReport report(Kept kept, ImportReport.Start start, Optional<Compared> compared) {
        List<ImportReport.Part> parts = new ArrayList<>();
        for (int i = 0; i < setting.mappings().size(); i++) {
            Mapping mapping = setting.mappings().get(i);
            Kept.Part part = kept.collections().get(i);
            parts.add(new ImportReport.Part(
                    mapping.collection(),
                    mapping.category(),
                    part.total(),
                    part.counts().counts()));
        }
        return new ImportReport(setting.source().url().toString(), start, parts, compared, folder.refusals());
    }
}
