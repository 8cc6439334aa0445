package io.holdfast.database;

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
import java.util.function.Supplier;

/** A store that an engine keeps by itself, each of whose operations is one of its database, with a line and an id. */
record LoggedStore(DocumentStore store, OperationLog log) implements DocumentStore {

    private <T> T told(String operation, Supplier<T> work) {
        return log.tell(operation, (again, committed) -> work.get());
    }

    @Override
    public Optional<Envelope> get(String id) {
        return told("get-document", () -> store.get(id));
    }

    @Override
    public List<Envelope> getAll(Collection<String> ids) {
        return told("get-documents", () -> store.getAll(ids));
    }

    @Override
    public boolean insertIfAbsent(Draft draft) {
        return told("insert-document", () -> store.insertIfAbsent(draft));
    }

    @Override
    public boolean replaceIf(String id, long expected, Change next) {
        return told("replace-document", () -> store.replaceIf(id, expected, next));
    }

    @Override
    public boolean resolve(String id, String nonce, Resolution resolution) {
        return told("resolve-document", () -> store.resolve(id, nonce, resolution));
    }

    @Override
    public List<Put> putIfNewer(List<Envelope> copies) {
        return told("put-documents", () -> store.putIfNewer(copies));
    }

    @Override
    public Set<String> deleteIf(List<Mark> marks) {
        return told("remove-documents", () -> store.deleteIf(marks));
    }

    @Override
    public List<Envelope> scan(Scan scan, Optional<Scan.Cursor> after, int limit) {
        return told("scan-documents", () -> store.scan(scan, after, limit));
    }

    @Override
    public Map<String, Standing> versions(Collection<String> ids) {
        return told("document-versions", () -> store.versions(ids));
    }

    @Override
    public List<Envelope> pendingBackup(int limit) {
        return told("pending-backup", () -> store.pendingBackup(limit));
    }

    @Override
    public void markBacked(List<Mark> marks) {
        told("mark-backed-up", () -> {
            store.markBacked(marks);
            return store;
        });
    }

    @Override
    public List<Envelope> find(Filter filter, Optional<String> after, int limit) {
        return told("find-documents", () -> store.find(filter, after, limit));
    }

    @Override
    public long count(Filter filter) {
        return told("count-documents", () -> store.count(filter));
    }

    @Override
    public Instant serverNow() {
        return told("server-clock", () -> store.serverNow());
    }

    @Override
    public Capabilities capabilities() {
        return told("document-capabilities", () -> store.capabilities());
    }

    @Override
    public List<String> faults() {
        return told("collection-faults", store::faults);
    }

    @Override
    public void ensure() {
        told("make-collection", () -> {
            store.ensure();
            return store;
        });
    }
}
