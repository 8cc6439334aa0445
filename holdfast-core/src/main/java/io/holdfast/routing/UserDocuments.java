package io.holdfast.routing;

import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.Change;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.engine.document.Draft;
import io.holdfast.engine.document.Envelope;
import io.holdfast.engine.document.Resolution;
import io.holdfast.engine.document.State;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.TimeOrderedIds;
import io.holdfast.resilience.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The documents of users of one category, wherever each of them lives: a document of an internal user begins in temp and is
 * moved to main later, while users go on reading and writing. A user always sees the own last write, and no document
 * disappears on its way.
 *
 * <pre>{@code
 * UserDocuments users = UserDocuments.of(stores, Category.USER, Time.real());
 * UUID operation = users.begin();                                  // the same one when it is tried again
 * users.write(key, operation, before -> Optional.of(next(before)));
 * }</pre>
 *
 * <p>No transaction spans the databases, and none is needed: temp is the home of a document if it holds a living or deleted
 * one, otherwise main is. A new one is provisional until it was seen that main holds none of its id; whoever meets a
 * provisional one resolves it, so that one whose writer died is in nobody's way.
 *
 * <p>Safe for use by many threads and processes at once. Each operation takes effect at most once, however often it is tried,
 * and exactly once when it returned. Every method throws a {@link HoldfastException} as the stores of {@link RoutedStores} do;
 * after that of a write it may have taken effect, and is to be tried again under the same id.
 */
public final class UserDocuments {
    private static final int TRIES = 1000;

    private final RoutedStores stores;
    private final Category category;
    private final TimeOrderedIds ids;

    private UserDocuments(RoutedStores stores, Category category, TimeOrderedIds ids) {
        this.stores = stores;
        this.category = category;
        this.ids = ids;
    }

    /**
     * Those of {@code category} in {@code stores}.
     *
     * @param category that of users or analyses: HR data has both of its databases at once
     * @throws HoldfastException of kind CONFIGURATION if it is another one
     */
    public static UserDocuments of(RoutedStores stores, Category category, Time time) {
        if (category != Category.USER && category != Category.ANALYSIS) {
            throw Failure.of(ErrorKind.CONFIGURATION, "%s are no documents that move".formatted(category.collection()))
                    .withHint("ask for users or analyses")
                    .exception();
        }
        return new UserDocuments(stores, category, new TimeOrderedIds(time.clock(), time.random()));
    }

    /** An id for one operation. It tells when it began, and is good for 24 hours. */
    public UUID begin() {
        return ids.next();
    }

    /** The body of the document {@code key}; empty if there is none. */
    public Optional<Body> get(DocumentKey key) {
        List<DocumentStore> places = places(key, DataOperation.READ);
        for (DocumentStore place : places) {
            Optional<Envelope> found = place.get(key.id());
            if (found.isPresent() && found.get().state() != State.NEW) {
                return found.get().body();
            }
        }
        return Optional.empty();
    }

    /**
     * Changes a document, or makes or deletes it.
     *
     * @param operation from {@link #begin}, the same one when it is tried again
     * @param change given what the document says, empty where there is none, gives what it is to say, empty where there is
     *     to be none; asked again if somebody else was faster
     * @throws HoldfastException of kind LOCKED if others were faster a thousand times; DATA if the operation began more than
     *     24 hours ago
     */
    public void write(DocumentKey key, UUID operation, UnaryOperator<Optional<Body>> change) {
        List<DocumentStore> places = places(key, DataOperation.CHANGE);
        DocumentStore first = places.get(0);
        Instant now = first.serverNow();
        var write = new Write(key.id(), AppliedOperations.checked(operation, now), now, change);
        for (int tries = 0; tries < TRIES; tries++) {
            boolean isDone = places.size() == 1 ? write.inOne(first) : write.inTwo(first, places.get(1));
            if (isDone) {
                return;
            }
        }
        throw Failure.of(ErrorKind.LOCKED, "others changed the document %d times meanwhile".formatted(TRIES))
                .withHint("try again under the same id; a document that many write at once is better split")
                .during("write-document", "")
                .exception();
    }

    private List<DocumentStore> places(DocumentKey key, DataOperation operation) {
        return stores.of(Router.route(key.owner().type(), category, operation), category);
    }

    /** One operation on one document; each of its methods tries it once, and says whether it has taken effect. */
    private final class Write {
        private final String id;
        private final String operation;
        private final Instant now;
        private final UnaryOperator<Optional<Body>> change;

        private Write(String id, String operation, Instant now, UnaryOperator<Optional<Body>> change) {
            this.id = id;
            this.operation = operation;
            this.now = now;
            this.change = change;
        }

        private boolean inOne(DocumentStore store) {
            Optional<Envelope> there = store.get(id);
            if (there.isPresent()) {
                return replace(store, there.get());
            }
            Optional<Body> body = change.apply(Optional.empty());
            return body.isEmpty()
                    || store.insertIfAbsent(new Draft(id, Optional.empty(), List.of(operation), body.get()));
        }

        private boolean inTwo(DocumentStore temp, DocumentStore main) {
            Optional<Envelope> first = temp.get(id);
            if (first.isPresent()) {
                return first.get().state() == State.NEW ? resolve(temp, main, first.get()) : replace(temp, first.get());
            }
            Optional<Envelope> second = main.get(id);
            if (second.isPresent() && isApplied(second.get())) {
                return true;
            }
            if (second.isPresent() && second.get().isLive()) {
                boolean isHome =
                        temp.get(id).filter(each -> each.state() != State.NEW).isEmpty();
                return isHome && replace(main, second.get());
            }
            return begin(temp);
        }

        /** Never at once there for readers: somebody may have written to main meanwhile. */
        private boolean begin(DocumentStore temp) {
            Optional<Body> body = change.apply(Optional.empty());
            if (body.isEmpty()) {
                return true;
            }
            temp.insertIfAbsent(Draft.provisional(id, ids.next().toString(), operation, body.get()));
            return false;
        }

        /** Of whoever began it; what it was for is looked at again afterwards. */
        private boolean resolve(DocumentStore temp, DocumentStore main, Envelope provisional) {
            Optional<Envelope> there = main.get(id);
            boolean isOutdated = there.isPresent()
                    && (there.get().isLive() || there.get().applied().containsAll(provisional.applied()));
            List<String> applied = new ArrayList<>(there.map(Envelope::applied).orElse(List.of()));
            applied.addAll(provisional.applied());
            Resolution resolution = isOutdated
                    ? new Resolution.Withdrawn()
                    : new Resolution.Live(there.map(Envelope::version).orElse(0L) + 1, applied);
            temp.resolve(id, provisional.nonce().orElseThrow(), resolution);
            return false;
        }

        private boolean replace(DocumentStore store, Envelope before) {
            if (isApplied(before)) {
                return true;
            }
            Optional<Body> body = change.apply(before.body());
            if (body.isEmpty() && before.body().isEmpty()) {
                return true;
            }
            List<String> applied = AppliedOperations.with(before.applied(), operation, now);
            return store.replaceIf(id, before.version(), new Change(applied, body));
        }

        private boolean isApplied(Envelope document) {
            return document.applied().contains(operation);
        }
    }
}
