package io.holdfast.lifecycle;

import io.holdfast.engine.document.DocumentStore;
import io.holdfast.engine.document.Envelope;
import io.holdfast.engine.document.State;
import io.holdfast.routing.Role;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is stored already under some ids, in each of the databases where it may be. */
final class Found {
    private static final long FIRST = 1;

    private final Map<Role, Map<String, Envelope>> byRole = new EnumMap<>(Role.class);

    /** Looks for {@code ids} in the store of {@code role}. */
    void look(Role role, DocumentStore store, Collection<String> ids) {
        Map<String, Envelope> found = new HashMap<>();
        Collection<String> there = store.versions(ids).keySet();
        if (!there.isEmpty()) {
            store.getAll(there).forEach(envelope -> found.put(envelope.id(), envelope));
        }
        byRole.put(role, found);
    }

    /** What {@code role} holds under {@code id}. */
    Optional<Envelope> in(Role role, String id) {
        return Optional.ofNullable(byRole.getOrDefault(role, Map.of()).get(id));
    }

    /** Where {@code id} lives: the first of {@code homes} that holds it, deleted and provisional ones included. */
    Optional<Role> home(List<Role> homes, String id) {
        return homes.stream().filter(role -> in(role, id).isPresent()).findFirst();
    }

    /** Whether {@code there} is what an import stores for {@code document}, and nobody has changed it since. */
    static boolean isImported(Envelope there, Mapped.Document document) {
        return there.version() == FIRST && isSame(there, document);
    }

    /** Whether {@code there} is living, and holds the same as {@code document}. */
    static boolean isSame(Envelope there, Mapped.Document document) {
        return there.state() == State.LIVE
                && there.body().filter(document.body()::equals).isPresent();
    }
}
