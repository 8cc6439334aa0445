package io.holdfast.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.Change;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.engine.document.Draft;
import io.holdfast.engine.document.Envelope;
import io.holdfast.engine.document.Mark;
import io.holdfast.engine.document.Put;
import io.holdfast.engine.document.Put.Outcome;
import io.holdfast.engine.document.Resolution;
import io.holdfast.engine.document.Rule;
import io.holdfast.engine.document.Scan;
import io.holdfast.engine.document.Standing;
import io.holdfast.engine.document.State;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** DOC-1: what every store of documents does. Each engine extends it once. */
abstract class DocumentStoreContract {
    static final CollectionModel USERS =
            CollectionModel.named("users").indexedBy("email").indexedBy("metadata.visits");

    private Stores stores;
    private DocumentStore store;

    /** A database that is up and empty. */
    abstract Stores open() throws Exception;

    @BeforeEach
    void makeTheCollection() throws Exception {
        stores = open();
        store = stores.store(USERS);
        store.ensure();
    }

    @AfterEach
    void close() {
        stores.close();
    }

    DocumentStore store() {
        return store;
    }

    private static Body body(int number) {
        return Body.of(Map.of("number", number));
    }

    private Envelope stored(String id) {
        return store.get(id).orElseThrow();
    }

    private static Envelope copy(String id, long version, State state) {
        return new Envelope(
                id,
                version,
                state,
                Optional.empty(),
                List.of("op-" + version),
                version,
                Instant.parse("2026-01-02T03:04:05.678Z"),
                Optional.empty(),
                state == State.DEL ? Optional.empty() : Optional.of(body((int) version)));
    }

    private static List<Outcome> outcomes(List<Put> puts) {
        return puts.stream().map(Put::outcome).toList();
    }

    @Test
    void aDocumentIsStoredOnceUnderItsId() {
        Instant before = store.serverNow();

        assertThat(store.insertIfAbsent(Draft.live("ada", body(1)))).isTrue();
        assertThat(store.insertIfAbsent(Draft.live("ada", body(2)))).isFalse();

        Envelope ada = stored("ada");
        assertThat(ada.body()).contains(body(1));
        assertThat(ada.version()).isEqualTo(1);
        assertThat(ada.state()).isEqualTo(State.LIVE);
        assertThat(ada.applied()).isEmpty();
        assertThat(ada.backedUp()).isZero();
        assertThat(ada.movedAt()).isEmpty();
        assertThat(ada.createdAt()).isBetween(before, store.serverNow());
        assertThat(store.get("bob")).isEmpty();
    }

    @Test
    void itTellsInWhatItsCollectionIsNotAsItsModel() {
        assertThat(store.faults()).isEmpty();
        assertThat(stores.store(CollectionModel.named("others")).faults()).containsExactly("the collection others");
        CollectionModel more = USERS.indexedBy("city").keeping(new Rule.IdBegins("u'_"));
        assertThat(stores.store(more).faults())
                .hasSize(2)
                .anyMatch(fault -> fault.matches("the index (city of users|users_city)"))
                .anyMatch(fault -> fault.matches("the (validator of users|check users_id_rule)"));

        DocumentStore ruled = stores.store(new CollectionModel("ruled", more.indexes(), more.rules()));
        ruled.ensure();
        assertThat(ruled.faults()).isEmpty();
        assertThat(ruled.insertIfAbsent(Draft.live("u'_ada", body(1)))).isTrue();
        assertThatThrownBy(() -> ruled.insertIfAbsent(Draft.live("u_ada", body(1))))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(ErrorKind.CHECK_VIOLATION));
    }

    @Test
    void itsClockIsThatOfAServerOnThisMachine() {
        assertThat(Duration.between(store.serverNow(), Instant.now()).abs()).isLessThan(Duration.ofSeconds(10));
        assertThat(store.serverNow().getNano() % 1_000_000).isZero();
    }

    @Test
    void aProvisionalOneIsResolvedByItsNonceAlone() {
        store.insertIfAbsent(Draft.provisional("ada", "nonce-1", "op-1", body(1)));

        assertThat(stored("ada").nonce()).contains("nonce-1");
        assertThat(store.replaceIf("ada", 1, new Change(List.of(), Optional.of(body(2)))))
                .isFalse();
        assertThat(store.deleteIf(List.of(new Mark("ada", 1)))).isEmpty();
        assertThat(store.resolve("ada", "nonce-2", new Resolution.Withdrawn())).isFalse();
        assertThat(store.resolve("ada", "nonce-1", new Resolution.Live(7, List.of("op-0", "op-1"))))
                .isTrue();

        Envelope ada = stored("ada");
        assertThat(ada.state()).isEqualTo(State.LIVE);
        assertThat(ada.version()).isEqualTo(7);
        assertThat(ada.nonce()).isEmpty();
        assertThat(ada.applied()).containsExactly("op-0", "op-1");
        assertThat(ada.body()).contains(body(1));
        assertThat(store.resolve("ada", "nonce-1", new Resolution.Withdrawn())).isFalse();
    }

    @Test
    void aProvisionalOneCanBeTakenBack() {
        store.insertIfAbsent(Draft.provisional("ada", "nonce-1", "op-1", body(1)));

        assertThat(store.resolve("ada", "nonce-1", new Resolution.Withdrawn())).isTrue();

        assertThat(store.get("ada")).isEmpty();
    }

    @Test
    void aChangeTakesEffectOnTheVersionThatItIsFor() {
        store.insertIfAbsent(Draft.live("ada", body(1)));

        assertThat(store.replaceIf("ada", 2, new Change(List.of("op"), Optional.of(body(9)))))
                .isFalse();
        assertThat(store.replaceIf("ada", 1, new Change(List.of("op"), Optional.of(body(2)))))
                .isTrue();
        assertThat(store.replaceIf("bob", 1, new Change(List.of(), Optional.of(body(2)))))
                .isFalse();

        assertThat(stored("ada").body()).contains(body(2));
        assertThat(stored("ada").version()).isEqualTo(2);
        assertThat(stored("ada").applied()).containsExactly("op");
    }

    @Test
    void aDeletedOneKeepsItsVersionAndNotItsBody() {
        store.insertIfAbsent(Draft.live("ada", body(1)));

        assertThat(store.replaceIf("ada", 1, new Change(List.of(), Optional.empty())))
                .isTrue();

        assertThat(stored("ada").state()).isEqualTo(State.DEL);
        assertThat(stored("ada").body()).isEmpty();
        assertThat(store.insertIfAbsent(Draft.live("ada", body(3)))).isFalse();
        assertThat(store.replaceIf("ada", 2, new Change(List.of(), Optional.of(body(3)))))
                .isTrue();
        assertThat(stored("ada").version()).isEqualTo(3);
    }

    @Test
    void aCopyIsTakenOnlyIfItIsNewer() {
        assertThat(outcomes(store.putIfNewer(List.of(copy("ada", 3, State.LIVE), copy("bob", 1, State.LIVE)))))
                .containsExactly(Outcome.WRITTEN, Outcome.WRITTEN);
        assertThat(outcomes(store.putIfNewer(List.of(copy("ada", 3, State.DEL), copy("bob", 2, State.LIVE)))))
                .containsExactly(Outcome.NOT_NEWER, Outcome.WRITTEN);
        assertThat(outcomes(store.putIfNewer(List.of(copy("ada", 2, State.LIVE), copy("bob", 5, State.DEL)))))
                .containsExactly(Outcome.NOT_NEWER, Outcome.WRITTEN);

        Envelope ada = stored("ada");
        assertThat(ada.version()).isEqualTo(3);
        assertThat(ada.body()).contains(body(3));
        assertThat(ada.backedUp()).isEqualTo(3);
        assertThat(ada.applied()).containsExactly("op-3");
        assertThat(ada.createdAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
        assertThat(Duration.between(ada.movedAt().orElseThrow(), store.serverNow())
                        .abs())
                .isLessThan(Duration.ofSeconds(10));
        assertThat(stored("bob").state()).isEqualTo(State.DEL);
        assertThat(store.putIfNewer(List.of())).isEmpty();
    }

    @Test
    void oneThatTheDatabaseRefusesDoesNotKeepTheOthersOut() {
        stores.refusePoison(USERS.name());
        Envelope poison = new Envelope(
                "bob",
                4,
                State.LIVE,
                Optional.empty(),
                List.of(),
                0,
                Instant.EPOCH,
                Optional.empty(),
                Optional.of(Body.of(Map.of("poison", "secret-word"))));

        List<Put> puts = store.putIfNewer(List.of(copy("ada", 1, State.LIVE), poison, copy("eve", 1, State.LIVE)));

        assertThat(outcomes(puts)).containsExactly(Outcome.WRITTEN, Outcome.REFUSED, Outcome.WRITTEN);
        assertThat(puts.get(1).reason()).isNotBlank().doesNotContain("secret-word");
        assertThat(store.versions(List.of("ada", "bob", "eve"))).containsOnlyKeys("ada", "eve");
    }

    @Test
    void whatIsRemovedIsStillAtItsVersion() {
        store.putIfNewer(List.of(copy("ada", 3, State.LIVE), copy("bob", 4, State.LIVE), copy("eve", 5, State.DEL)));

        Set<String> removed = store.deleteIf(
                List.of(new Mark("ada", 3), new Mark("bob", 3), new Mark("eve", 5), new Mark("nobody", 1)));

        assertThat(removed).containsExactlyInAnyOrder("ada", "eve");
        assertThat(store.get("ada")).isEmpty();
        assertThat(stored("bob").version()).isEqualTo(4);
    }

    @Test
    void everyDocumentIsOnOnePageOfAScan() {
        List<Envelope> copies = new ArrayList<>();
        Instant first = Instant.parse("2026-05-01T00:00:00Z");
        for (int i = 0; i < 60; i++) {
            Envelope copy = copy("id-" + (i * 37 % 60), 1, i % 10 == 0 ? State.DEL : State.LIVE);
            copies.add(new Envelope(
                    copy.id(),
                    1,
                    copy.state(),
                    Optional.empty(),
                    List.of(),
                    0,
                    first.plusSeconds(i / 5),
                    Optional.empty(),
                    copy.body()));
        }
        store.putIfNewer(copies);
        Scan scan = Scan.of(State.LIVE).until(first.plusSeconds(8));

        List<Envelope> seen = new ArrayList<>();
        Optional<Scan.Cursor> after = Optional.empty();
        for (List<Envelope> page = store.scan(scan, after, 7); !page.isEmpty(); page = store.scan(scan, after, 7)) {
            assertThat(page).hasSizeLessThanOrEqualTo(7);
            seen.addAll(page);
            after = Optional.of(Scan.Cursor.behind(page.get(page.size() - 1)));
        }

        List<String> expected = copies.stream()
                .filter(Envelope::isLive)
                .filter(copy -> !copy.createdAt().isAfter(first.plusSeconds(8)))
                .sorted(Comparator.comparing(Envelope::createdAt).thenComparing(Envelope::id))
                .map(Envelope::id)
                .toList();
        assertThat(seen).extracting(Envelope::id).containsExactlyElementsOf(expected);
    }

    @Test
    void versionsAreToldOfThousandsAtOnce() {
        List<Envelope> copies = IntStream.range(0, 1200)
                .mapToObj(i -> copy("id-" + i, 1 + i % 3, i % 4 == 0 ? State.DEL : State.LIVE))
                .toList();
        store.putIfNewer(copies);
        Set<String> asked = new HashSet<>(Set.of("nobody"));
        copies.forEach(copy -> asked.add(copy.id()));

        Map<String, Standing> standings = store.versions(asked);

        assertThat(standings).hasSize(1200).containsEntry("id-4", new Standing(2, State.DEL));
        assertThat(store.versions(List.of())).isEmpty();
        assertThat(store.getAll(asked))
                .extracting(Envelope::id)
                .containsExactlyInAnyOrderElementsOf(standings.keySet());
        assertThat(store.getAll(List.of())).isEmpty();
    }

    @Test
    void whatTheBackupMissesIsNamedUntilItIsThere() {
        store.insertIfAbsent(Draft.live("ada", body(1)));
        store.insertIfAbsent(Draft.live("bob", body(1)));
        store.insertIfAbsent(Draft.provisional("new", "nonce", "op", body(1)));
        store.replaceIf("bob", 1, new Change(List.of(), Optional.empty()));
        assertThat(store.pendingBackup(10)).extracting(Envelope::id).containsExactly("ada", "bob");
        assertThat(store.pendingBackup(1)).extracting(Envelope::id).containsExactly("ada");

        store.markBacked(List.of(new Mark("ada", 1), new Mark("bob", 1)));
        assertThat(store.pendingBackup(10)).extracting(Envelope::id).containsExactly("bob");
        store.markBacked(List.of(new Mark("bob", 2)));
        store.markBacked(List.of(new Mark("bob", 1)));

        assertThat(store.pendingBackup(10)).isEmpty();
        assertThat(stored("bob").backedUp()).isEqualTo(2);
    }
}
