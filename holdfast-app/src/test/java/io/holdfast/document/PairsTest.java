package io.holdfast.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.engine.document.Draft;
import io.holdfast.engine.document.Envelope;
import io.holdfast.engine.document.Put.Outcome;
import io.holdfast.testkit.Bodies;
import io.holdfast.testkit.Props;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DOC-1: a document that goes from engine to engine, and back to the first, is what it was. */
final class PairsTest {
    private static final CollectionModel THINGS = CollectionModel.named("things");

    @TempDir
    private Path folder;

    @Test
    void aDocumentIsTheSameOnBothEnginesWithSql() throws Exception {
        try (Stores sqlite = SqlStores.sqlite(folder);
                Stores postgresql = SqlStores.postgresql(folder);
                Stores other = SqlStores.sqlite(folder)) {
            isTheSame(sqlite, postgresql, other);
        }
    }

    @Test
    @Tag("docgw")
    void aDocumentIsTheSameOnEveryPairOfEngines() throws Exception {
        try (Stores sqlite = SqlStores.sqlite(folder);
                Stores mongodb = MongodbStores.fresh(folder);
                Stores postgresql = SqlStores.postgresql(folder);
                Stores again = MongodbStores.fresh(folder);
                Stores other = SqlStores.sqlite(folder);
                Stores last = SqlStores.postgresql(folder)) {
            isTheSame(sqlite, mongodb, postgresql, again, other, last);
        }
    }

    private static void isTheSame(Stores... places) {
        List<DocumentStore> way = Stream.of(places).map(PairsTest::store).toList();
        var number = new int[1];
        Props.cases(200).forAll(Props.random(Bodies::any), body -> {
            String id = "thing-" + number[0]++;
            way.get(0).insertIfAbsent(Draft.live(id, body));
            Envelope first = way.get(0).get(id).orElseThrow();
            Envelope moved = first;
            for (DocumentStore next : way.subList(1, way.size())) {
                assertThat(next.putIfNewer(List.of(moved)).get(0).outcome()).isEqualTo(Outcome.WRITTEN);
                moved = next.get(id).orElseThrow();
                assertThat(moved.body()).contains(body);
                assertThat(moved.version()).isEqualTo(first.version());
                assertThat(moved.createdAt()).isEqualTo(first.createdAt());
            }
        });
    }

    private static DocumentStore store(Stores place) {
        DocumentStore store = place.store(THINGS);
        store.ensure();
        return store;
    }
}
