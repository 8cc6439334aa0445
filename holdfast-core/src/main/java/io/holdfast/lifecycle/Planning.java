package io.holdfast.lifecycle;

import io.holdfast.engine.Original;
import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.engine.document.Standing;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.routing.Category;
import io.holdfast.routing.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at documents and says what would become of them. */
final class Planning {
    /** So many of each collection are looked at. */
    private static final long MOST = 100_000;

    private final ImportSetting setting;
    private final EarlierDatabase earlier;
    private final Targets targets;
    private final ImportListener listener;
    private final Runnable check;

    Planning(ImportSetting setting, EarlierDatabase earlier, Targets targets, ImportListener listener, Runnable check) {
        this.setting = setting;
        this.earlier = earlier;
        this.targets = targets;
        this.listener = listener;
        this.check = check;
    }

    ImportPlan plan() {
        Instant now = Clock.of(setting, targets);
        List<ImportPlan.Part> parts = new ArrayList<>();
        for (Mapping mapping : setting.mappings()) {
            long total = earlier.count(mapping.collection());
            parts.add(new ImportPlan.Part(mapping.collection(), mapping.category(), total, look(mapping, total, now)));
        }
        return new ImportPlan(setting.source().url().toString(), parts);
    }

    private Counts look(Mapping mapping, long total, Instant now) {
        Mapper mapper = new Mapper(mapping);
        Set<String> seen = new HashSet<>();
        Counts counts = Counts.NONE;
        Optional<String> after = Optional.empty();
        while (counts.read() < MOST) {
            check.run();
            List<Original> page = earlier.page(mapping.collection(), after);
            if (page.isEmpty()) {
                break;
            }
            after = Optional.of(page.get(page.size() - 1).key());
            counts = counts.and(look(page, mapper, mapping.category(), seen, now));
            listener.documents(ImportListener.Work.LOOK, mapping.collection(), counts.read(), Math.min(total, MOST));
        }
        return counts;
    }

    private Counts look(List<Original> page, Mapper mapper, Category category, Set<String> seen, Instant now) {
        List<Mapped> mapped = page.stream().map(mapper::map).toList();
        Map<String, Outcome> known = known(mapped, category);
        Counts counts = Counts.NONE;
        for (int i = 0; i < page.size(); i++) {
            long bytes = page.get(i).body().map(Body::bytes).orElse(0);
            counts = counts.and(Counts.of(outcome(mapped.get(i), category, known, seen, now), bytes));
        }
        return counts;
    }

    private static Outcome outcome(
            Mapped mapped, Category category, Map<String, Outcome> known, Set<String> seen, Instant now) {
        if (mapped instanceof Mapped.Document document) {
            Outcome there = known.get(document.id());
            if (there != null) {
                return there;
            }
            return seen.add(document.id())
                    ? new Outcome.Stored(
                            document.key(), Way.of(document, category, now).home())
                    : new Outcome.Refused(document.key(), Reason.OTHER_CONTENT, "in the same collection");
        }
        Mapped.Refused refused = (Mapped.Refused) mapped;
        return new Outcome.Refused(refused.key(), refused.reason(), refused.detail());
    }

    /** What would become of those that are stored already, by their ids. */
    private Map<String, Outcome> known(List<Mapped> mapped, Category category) {
        Map<Way, List<Mapped.Document>> byWay = new HashMap<>();
        for (Mapped each : mapped) {
            if (each instanceof Mapped.Document document) {
                byWay.computeIfAbsent(Way.old(document, category), none -> new ArrayList<>())
                        .add(document);
            }
        }
        Map<String, Outcome> known = new HashMap<>();
        byWay.forEach(
                (way, documents) -> known.putAll(Placement.known(way, documents, look(way, documents, category))));
        return known;
    }

    private Found look(Way way, List<Mapped.Document> documents, Category category) {
        Found found = new Found();
        Set<String> ids = new HashSet<>();
        documents.forEach(document -> ids.add(document.id()));
        List<Role> roles = new ArrayList<>(way.homes());
        way.backup().ifPresent(roles::add);
        for (Role role : roles) {
            DocumentStore store = targets.of(role, category);
            if (!versions(store, ids).isEmpty()) {
                found.look(role, store, ids);
            }
        }
        return found;
    }

    /** A database that is new has no collections yet. */
    private static Map<String, Standing> versions(DocumentStore store, Collection<String> ids) {
        try {
            return store.versions(ids);
        } catch (HoldfastException failure) {
            if (failure.kind() == ErrorKind.NOT_FOUND) {
                return Map.of();
            }
            throw failure;
        }
    }
}
