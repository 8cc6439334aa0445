package io.holdfast.routing;

import static io.holdfast.routing.Stage.FETCHING;
import static io.holdfast.routing.Stage.MOVING;
import static io.holdfast.routing.Stage.STORING;

import io.holdfast.engine.document.Capabilities;
import io.holdfast.engine.document.Change;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.engine.document.Draft;
import io.holdfast.engine.document.Envelope;
import io.holdfast.engine.document.Filter;
import io.holdfast.engine.document.Mark;
import io.holdfast.engine.document.Put;
import io.holdfast.engine.document.Resolution;
import io.holdfast.engine.document.Scan;
import io.holdfast.engine.document.Standing;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One collection in the database of one role: the guard is asked first, then it is tried. */
final class GuardedStore implements DocumentStore {
    private final DocumentStore store;
    private final Guard guard;
    private final Attempts attempts;
    private final Stage copying;

    /**
     * In front of {@code store}.
     *
     * @param category of what is in it: copies of HR data are stored together with it, others are moved
     */
    GuardedStore(DocumentStore store, Category category, Guard guard, Attempts attempts) {
        this.store = store;
        this.guard = guard;
        this.attempts = attempts;
        this.copying = category == Category.HR ? STORING : MOVING;
    }

    @Override
    public Optional<Envelope> get(String id) {
        guard.check("get-document", id);
        return attempts.make(FETCHING, "get-document", List.of(id), () -> store.get(id));
    }

    @Override
    public List<Envelope> getAll(Collection<String> ids) {
        checked("get-documents", ids);
        return attempts.make(FETCHING, "get-documents", ids, () -> store.getAll(ids));
    }

    @Override
    public boolean insertIfAbsent(Draft draft) {
        guard.check("insert-document", draft.id(), draft.body());
        return attempts.make(STORING, "insert-document", List.of(draft.id()), () -> store.insertIfAbsent(draft));
    }

    @Override
    public boolean replaceIf(String id, long expected, Change next) {
        guard.check("replace-document", id);
        next.body().ifPresent(body -> guard.check("replace-document", id, body));
        return attempts.make(STORING, "replace-document", List.of(id), () -> store.replaceIf(id, expected, next));
    }

    @Override
    public boolean resolve(String id, String nonce, Resolution resolution) {
        guard.check("resolve-document", id);
        return attempts.make(STORING, "resolve-document", List.of(id), () -> store.resolve(id, nonce, resolution));
    }

    @Override
    public List<Put> putIfNewer(List<Envelope> copies) {
        guard.check("put-documents");
        for (Envelope copy : copies) {
            guard.check("put-documents", copy.id());
            copy.body().ifPresent(body -> guard.check("put-documents", copy.id(), body));
        }
        List<String> ids = copies.stream().map(Envelope::id).toList();
        return attempts.make(copying, "put-documents", ids, () -> store.putIfNewer(copies));
    }

    @Override
    public Set<String> deleteIf(List<Mark> marks) {
        List<String> ids =
                checked("remove-documents", marks.stream().map(Mark::id).toList());
        return attempts.make(STORING, "remove-documents", ids, () -> store.deleteIf(marks));
    }

    @Override
    public List<Envelope> scan(Scan scan, Optional<Scan.Cursor> after, int limit) {
        guard.check("scan-documents");
        return attempts.make(FETCHING, "scan-documents", List.of(), () -> store.scan(scan, after, limit));
    }

    @Override
    public Map<String, Standing> versions(Collection<String> ids) {
        checked("document-versions", ids);
        return attempts.make(FETCHING, "document-versions", ids, () -> store.versions(ids));
    }

    @Override
    public List<Envelope> pendingBackup(int limit) {
        guard.check("pending-backup");
        return attempts.make(FETCHING, "pending-backup", List.of(), () -> store.pendingBackup(limit));
    }

    @Override
    public void markBacked(List<Mark> marks) {
        List<String> ids =
                checked("mark-backed-up", marks.stream().map(Mark::id).toList());
        attempts.make(STORING, "mark-backed-up", ids, () -> {
            store.markBacked(marks);
            return ids;
        });
    }

    @Override
    public List<Envelope> find(Filter filter, Optional<String> after, int limit) {
        guard.check("find-documents");
        return attempts.make(FETCHING, "find-documents", List.of(), () -> store.find(filter, after, limit));
    }

    @Override
    public long count(Filter filter) {
        guard.check("count-documents");
        return attempts.make(FETCHING, "count-documents", List.of(), () -> store.count(filter));
    }

    @Override
    public Instant serverNow() {
        guard.check("server-clock");
        return attempts.make(FETCHING, "server-clock", List.of(), store::serverNow);
    }

    @Override
    public Capabilities capabilities() {
        guard.check("document-capabilities");
        return attempts.make(FETCHING, "document-capabilities", List.of(), store::capabilities);
    }

    @Override
    public void ensure() {
        guard.check("make-collection");
        attempts.make(STORING, "make-collection", List.of(), () -> {
            store.ensure();
            return store;
        });
    }

    @Override
    public List<String> faults() {
        guard.check("collection-faults");
        return attempts.make(FETCHING, "collection-faults", List.of(), store::faults);
    }

    private <C extends Collection<String>> C checked(String operation, C ids) {
        guard.check(operation);
        ids.forEach(id -> guard.check(operation, id));
        return ids;
    }
}
