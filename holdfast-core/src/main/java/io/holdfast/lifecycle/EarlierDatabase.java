package io.holdfast.lifecycle;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Original;
import io.holdfast.engine.Originals;
import io.holdfast.engine.Originals.PageSize;
import io.holdfast.engine.Place;
import io.holdfast.engine.RowReader;
import io.holdfast.engine.Session;
import io.holdfast.engine.Sorting;
import io.holdfast.error.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The database that documents are imported from, open for reading. Not for use by several threads. */
final class EarlierDatabase implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final PageSize PAGE = new PageSize(1000, 8L << 20);

    private final Place place;
    private final Session session;
    private final Originals originals;
    private final Sorting sorting;

    private EarlierDatabase(Place place, Session session, Originals originals, Sorting sorting) {
        this.place = place;
        this.session = session;
        this.originals = originals;
        this.sorting = sorting;
    }

    /**
     * Opens the database at {@code endpoint}.
     *
     * @throws io.holdfast.error.HoldfastException if it cannot be opened
     */
    static EarlierDatabase open(Engine engine, Endpoint endpoint) {
        Sorting sorting = new Sorting(engine, endpoint.database());
        return sorted(sorting, Phase.CONNECT, () -> {
            Place place = Place.of(engine, endpoint);
            try {
                Optional<RowReader> reader = engine.rowReader();
                Session session = reader.isPresent()
                        ? reader.get().open(place.endpoint(), PATIENCE)
                        : engine.open(place.endpoint(), PATIENCE);
                Originals originals = engine.originals().orElseGet(() -> new TableOriginals(engine));
                return new EarlierDatabase(place, session, originals, sorting);
            } catch (Exception failure) {
                place.close();
                throw failure;
            }
        });
    }

    /** How many documents {@code collection} has. Throws NOT_FOUND if there is no such collection. */
    long count(String collection) {
        return sorted(sorting, Phase.BODY, () -> originals.count(session, collection));
    }

    /** The next documents of {@code collection}, behind the key {@code after}; none at its end. */
    List<Original> page(String collection, Optional<String> after) {
        return sorted(sorting, Phase.BODY, () -> originals.page(session, collection, after, PAGE));
    }

    private static <T> T sorted(Sorting sorting, Phase phase, Callable<T> work) {
        try {
            return work.call();
        } catch (Exception failure) {
            throw sorting.sort(failure, phase, "read-earlier-documents");
        }
    }

    @Override
    public void close() {
        session.close();
        place.close();
    }
}
