package io.holdfast.lifecycle;

import io.holdfast.engine.document.Envelope;
import io.holdfast.routing.Category;
import io.holdfast.routing.IdMask;
import io.holdfast.routing.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares documents with what is stored of them. It reads both anew, and knows nothing of what the import believes to have
 * done.
 */
final class Comparison {
    private static final long FIRST = 1;

    private final Targets targets;
    private final Mapping mapping;
    private final IdMask mask;

    Comparison(Targets targets, Mapping mapping, IdMask mask) {
        this.targets = targets;
        this.mapping = mapping;
        this.mask = mask;
    }

    /** What came of {@code documents}. */
    Compared compare(List<Mapped.Document> documents) {
        Category category = mapping.category();
        Map<Way, List<Mapped.Document>> byWay = documents.stream()
                .collect(Collectors.groupingBy(
                        document -> Way.old(document, category), () -> new EnumMap<>(Way.class), Collectors.toList()));
        Compared all = Compared.NOTHING;
        for (Map.Entry<Way, List<Mapped.Document>> some : byWay.entrySet()) {
            all = all.and(compare(some.getKey(), some.getValue()));
        }
        return all;
    }

    private Compared compare(Way way, List<Mapped.Document> documents) {
        List<String> ids =
                documents.stream().map(Mapped.Document::id).distinct().toList();
        Found found = new Found();
        way.homes().forEach(role -> found.look(role, targets.of(role, mapping.category()), ids));
        way.backup().ifPresent(role -> found.look(role, targets.of(role, mapping.category()), ids));
        Compared all = Compared.NOTHING;
        for (Mapped.Document document : documents) {
            all = all.and(compare(way, document, found));
        }
        return all;
    }

    private Compared compare(Way way, Mapped.Document document, Found found) {
        Optional<Role> home = found.home(way.homes(), document.id());
        if (home.isEmpty()) {
            return differing(
                    List.of(missing(document, way.homes().get(way.homes().size() - 1))));
        }
        Envelope there = found.in(home.get(), document.id()).orElseThrow();
        if (there.version() > FIRST) {
            return Found.isSame(there, document)
                    ? new Compared(1, 0, 0, 0, List.of())
                    : new Compared(0, 1, 0, 0, List.of());
        }
        List<Difference> differences = new ArrayList<>();
        if (!Found.isSame(there, document)) {
            differences.add(different(document, home.get()));
        }
        boolean hasCopy = home.get() == Role.RASEEN_MAIN_USER || home.get() == Role.RASEEN_MAIN_HR;
        way.backup().filter(backup -> hasCopy).ifPresent(backup -> {
            Optional<Envelope> copy = found.in(backup, document.id());
            if (copy.isEmpty()) {
                differences.add(missing(document, backup));
            } else if (!Found.isSame(copy.get(), document)) {
                differences.add(different(document, backup));
            }
        });
        return differing(differences);
    }

    private static Compared differing(List<Difference> differences) {
        if (differences.isEmpty()) {
            return new Compared(1, 0, 0, 0, List.of());
        }
        long missing = differences.stream()
                .filter(each -> each.kind() == Difference.Kind.MISSING)
                .count();
        return new Compared(0, 0, missing, differences.size() - missing, differences);
    }

    private Difference missing(Mapped.Document document, Role role) {
        return new Difference(mapping.collection(), shown(document), role, Difference.Kind.MISSING);
    }

    private Difference different(Mapped.Document document, Role role) {
        return new Difference(mapping.collection(), shown(document), role, Difference.Kind.DIFFERENT);
    }

    private String shown(Mapped.Document document) {
        String owner = mask.shown(document.target().owner());
        return document.target().part().isEmpty()
                ? owner
                : owner + "/" + document.target().part();
    }
}
