package io.holdfast.lifecycle;

import io.holdfast.engine.document.DocumentStore;
import io.holdfast.engine.document.Envelope;
import io.holdfast.engine.document.Mark;
import io.holdfast.engine.document.Put;
import io.holdfast.engine.document.State;
import io.holdfast.routing.Category;
import io.holdfast.routing.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Puts documents where they belong, also if that was begun before, or is done again. Nothing that is there is overwritten: it
 * is looked for first, and written only where nothing is. Who stores a document of the same id at the same time keeps it:
 * after the writing it is looked again in the other database where one may live, and what was written is taken back.
 */
final class Placement {
    private static final long FIRST = 1;

    private final Targets targets;
    private final Category category;
    private final Consumer<ImportStep> steps;
    private final Map<String, Outcome> outcomes = new HashMap<>();

    /**
     * Times of the database temp.
     *
     * @param now by which documents are young or old
     * @param usual when a document was made that does not say it
     */
    record Times(Instant now, Instant usual) {}

    Placement(Targets targets, Category category, Consumer<ImportStep> steps) {
        this.targets = targets;
        this.category = category;
        this.steps = steps;
    }

    /**
     * Puts {@code documents}, which may share ids: the first of those is put.
     *
     * @return what became of each, by its key
     */
    Map<String, Outcome> place(List<Mapped.Document> documents, Times times) {
        List<Mapped.Document> left = documents;
        while (!left.isEmpty()) {
            Map<String, Mapped.Document> first = new LinkedHashMap<>();
            List<Mapped.Document> others = new ArrayList<>();
            for (Mapped.Document document : left) {
                if (first.putIfAbsent(document.id(), document) != null) {
                    others.add(document);
                }
            }
            Map<Way, List<Mapped.Document>> byWay = first.values().stream()
                    .collect(Collectors.groupingBy(
                            document -> Way.of(document, category, times.now()),
                            () -> new EnumMap<>(Way.class),
                            Collectors.toList()));
            byWay.forEach((way, some) -> place(way, some, times));
            left = others;
        }
        return Map.copyOf(outcomes);
    }

    private DocumentStore store(Role role) {
        return targets.of(role, category);
    }

    private static List<String> ids(List<Mapped.Document> documents) {
        return documents.stream().map(Mapped.Document::id).toList();
    }

    private void place(Way way, List<Mapped.Document> documents, Times times) {
        Found found = look(way, documents);
        Map<String, Outcome> known = known(way, documents, found);
        List<Mapped.Document> absent = new ArrayList<>();
        for (Mapped.Document document : documents) {
            Outcome outcome = known.get(document.id());
            if (outcome == null) {
                absent.add(document);
            } else {
                outcomes.put(document.key(), outcome);
            }
        }
        takeBack(leftBehind(way, documents, found));
        if (!absent.isEmpty()) {
            write(way, absent, times);
        }
    }

    private Found look(Way way, List<Mapped.Document> documents) {
        Found found = new Found();
        List<String> ids = ids(documents);
        way.homes().forEach(role -> found.look(role, store(role), ids));
        way.backup().ifPresent(role -> found.look(role, store(role), ids));
        return found;
    }

    /** What became already of those of {@code documents} that cannot be written any more, by their ids. */
    static Map<String, Outcome> known(Way way, List<Mapped.Document> documents, Found found) {
        Map<String, Outcome> known = new HashMap<>();
        for (Mapped.Document document : documents) {
            judged(way, document, found).ifPresent(outcome -> known.put(document.id(), outcome));
        }
        return known;
    }

    /** What became of {@code document} already; empty if it can be written. */
    private static Optional<Outcome> judged(Way way, Mapped.Document document, Found found) {
        Optional<Role> home = found.home(way.homes(), document.id());
        if (home.isPresent()) {
            return Optional.of(beside(found.in(home.get(), document.id()).orElseThrow(), document, home.get()));
        }
        return way.backup()
                .filter(backup -> found.in(backup, document.id())
                        .filter(copy -> !Found.isImported(copy, document))
                        .isPresent())
                .map(backup -> refused(document, Reason.OTHER_CONTENT, backup));
    }

    private static Outcome beside(Envelope there, Mapped.Document document, Role role) {
        if (Found.isSame(there, document)) {
            return new Outcome.Present(document.key());
        }
        return refused(
                document,
                switch (there.state()) {
                    case LIVE -> Reason.OTHER_CONTENT;
                    case DEL -> Reason.DELETED;
                    case NEW -> Reason.MEANWHILE;
                },
                role);
    }

    private static Outcome refused(Mapped.Document document, Reason reason, Role role) {
        return new Outcome.Refused(document.key(), reason, "in " + role.database());
    }

    /**
     * What an import that died before it looked again has left beside a document of somebody else. Where that one has another
     * version than the first, it takes the place of what was left as soon as it is moved or backed up.
     */
    private static Map<Role, List<Mark>> leftBehind(Way way, List<Mapped.Document> documents, Found found) {
        Map<Role, List<Mark>> left = new EnumMap<>(Role.class);
        for (Mapped.Document document : documents) {
            String id = document.id();
            Optional<Role> home = found.home(way.homes(), id);
            boolean isOthers = home.flatMap(role -> found.in(role, id))
                    .filter(there -> there.version() == FIRST && !Found.isSame(there, document))
                    .isPresent();
            if (isOthers) {
                List<Role> others = new ArrayList<>(way.homes());
                way.backup().ifPresent(others::add);
                others.stream()
                        .filter(role -> found.in(role, id)
                                .filter(copy -> Found.isImported(copy, document))
                                .isPresent())
                        .forEach(role -> left.computeIfAbsent(role, none -> new ArrayList<>())
                                .add(new Mark(id, FIRST)));
            }
        }
        return left;
    }

    private void takeBack(Map<Role, List<Mark>> marks) {
        marks.forEach((role, some) -> store(role).deleteIf(some));
        if (!marks.isEmpty()) {
            steps.accept(ImportStep.TAKEN_BACK);
        }
    }

    private void write(Way way, List<Mapped.Document> absent, Times times) {
        List<Mapped.Document> copied = absent;
        if (way.copies()) {
            copied = put(way, way.backup().orElseThrow(), absent, times);
            steps.accept(ImportStep.BACKUP_WRITTEN);
        }
        List<Mapped.Document> stored = put(way, way.home(), copied, times);
        steps.accept(ImportStep.HOME_WRITTEN);
        Set<Mapped.Document> lost = new HashSet<>(copied);
        stored.forEach(lost::remove);
        Set<Mapped.Document> late = late(way, stored);
        Map<Role, List<Mark>> back = new EnumMap<>(Role.class);
        add(back, way.home(), late);
        lost.addAll(late);
        if (way.copies()) {
            add(back, way.backup().orElseThrow(), lost);
        }
        takeBack(back);
        stored.stream()
                .filter(document -> !late.contains(document))
                .forEach(document -> outcomes.put(document.key(), new Outcome.Stored(document.key(), way.home())));
    }

    private static void add(Map<Role, List<Mark>> marks, Role role, Set<Mapped.Document> documents) {
        if (!documents.isEmpty()) {
            marks.put(
                    role,
                    documents.stream()
                            .map(document -> new Mark(document.id(), FIRST))
                            .toList());
        }
    }

    /** Those of which somebody else has stored one in the other database where it may live. */
    private Set<Mapped.Document> late(Way way, List<Mapped.Document> stored) {
        Optional<Role> other = way.otherHome();
        if (other.isEmpty() || stored.isEmpty()) {
            return Set.of();
        }
        Set<String> there = store(other.get()).versions(ids(stored)).keySet();
        Set<Mapped.Document> late = new HashSet<>();
        stored.stream().filter(document -> there.contains(document.id())).forEach(late::add);
        late.forEach(document -> outcomes.put(document.key(), refused(document, Reason.MEANWHILE, other.get())));
        return late;
    }

    /** Writes {@code documents} to the database of {@code role}; those that are there now, as they are to be. */
    private List<Mapped.Document> put(Way way, Role role, List<Mapped.Document> documents, Times times) {
        if (documents.isEmpty()) {
            return documents;
        }
        List<Put> puts = store(role)
                .putIfNewer(documents.stream()
                        .map(document -> envelope(way, document, times))
                        .toList());
        Map<String, Envelope> there = new HashMap<>();
        List<String> notNewer = puts.stream()
                .filter(put -> put.outcome() == Put.Outcome.NOT_NEWER)
                .map(Put::id)
                .toList();
        if (!notNewer.isEmpty()) {
            store(role).getAll(notNewer).forEach(envelope -> there.put(envelope.id(), envelope));
        }
        List<Mapped.Document> written = new ArrayList<>();
        for (int i = 0; i < puts.size(); i++) {
            Mapped.Document document = documents.get(i);
            Put put = puts.get(i);
            Envelope found = there.get(put.id());
            if (put.outcome() == Put.Outcome.REFUSED) {
                outcomes.put(
                        document.key(), new Outcome.Refused(document.key(), Reason.NOT_TAKEN, "in " + role.database()));
            } else if (put.outcome() == Put.Outcome.WRITTEN || (found != null && Found.isImported(found, document))) {
                written.add(document);
            } else {
                outcomes.put(document.key(), refused(document, Reason.MEANWHILE, role));
            }
        }
        return written;
    }

    private static Envelope envelope(Way way, Mapped.Document document, Times times) {
        Instant created = document.created().orElse(times.usual());
        return new Envelope(
                document.id(),
                FIRST,
                State.LIVE,
                Optional.empty(),
                List.of(),
                way.copies() ? FIRST : 0,
                created.isAfter(times.now()) ? times.now() : created,
                Optional.empty(),
                Optional.of(document.body()));
    }
}
