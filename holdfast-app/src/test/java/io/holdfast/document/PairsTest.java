package io.holdfast.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.database.Database;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.engine.document.Draft;
import io.holdfast.engine.document.Envelope;
import io.holdfast.engine.document.Put.Outcome;
import io.holdfast.testkit.Bodies;
import io.holdfast.testkit.EmbeddedPostgres;
import io.holdfast.testkit.Props;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DOC-1: a document that goes from engine to engine, and back to the first, is what it was. */
final class PairsTest {
    private static final CollectionModel THINGS =
            CollectionModel.named("things").indexedBy("name");

    @TempDir
    private Path folder;

    @Test
    void aDocumentIsTheSameWhereverItWasMoved() throws Exception {
        try (Database sqlite = Place.sqlite(folder);
                Database other = Place.sqlite(folder);
                Database postgresql =
                        Place.open(folder, EmbeddedPostgres.shared().freshDatabase())) {
            List<DocumentStore> way = List.of(store(sqlite), store(postgresql), store(other));
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
    }

    private static DocumentStore store(Database database) {
        DocumentStore store = Documents.store(database, THINGS);
        store.ensure();
        return store;
    }
}
