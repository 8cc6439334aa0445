package io.holdfast.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.Extended;
import io.holdfast.engine.document.Filter;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.testkit.Bodies;
import io.holdfast.testkit.Props;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** DOC-1: what an application does with documents, on every engine. */
abstract class DocumentsContract {
    private static final CollectionModel PEOPLE =
            CollectionModel.named("people").indexedBy("email").indexedBy("address.city");
    private static final int CALLERS = 8;
    private static final int TIMES = 25;

    private Stores stores;
    private Documents people;

    /** A database that is up and empty. */
    abstract Stores open() throws Exception;

    @BeforeEach
    void makeTheCollection() throws Exception {
        stores = open();
        people = documents(PEOPLE);
        people.make();
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private Documents documents(CollectionModel collection) {
        return Documents.in(stores.store(collection), "documents", collection);
    }

    private static Body named(String name) {
        return Body.of(Map.of("name", name));
    }

    private static <T> List<T> atOnce(Callable<T> work) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<T> all = new ArrayList<>();
            for (Future<T> each : callers.invokeAll(Collections.nCopies(CALLERS, work))) {
                all.add(each.get());
            }
            return all;
        } finally {
            callers.shutdownNow();
        }
    }

    private static void fails(ErrorKind kind, Runnable work) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(HoldfastException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.failure().hint()).isNotBlank();
        });
    }

    @Test
    void whatWasStoredIsThereUntilItIsDeleted() {
        people.insert("ada", named("Ada"));
        assertThat(people.get("ada").orElseThrow().body()).isEqualTo(named("Ada"));

        assertThat(people.update("ada", body -> body.with("born", 1815)))
                .isEqualTo(Body.of(Map.of("name", "Ada", "born", 1815)));
        assertThat(people.get("ada").orElseThrow().version()).isEqualTo(2);
        fails(ErrorKind.ALREADY_EXISTS, () -> people.insert("ada", named("Other")));

        assertThat(people.delete("ada")).isTrue();
        assertThat(people.delete("ada")).isFalse();
        assertThat(people.get("ada")).isEmpty();
        assertThat(people.count(Filter.ALL)).isZero();
        fails(ErrorKind.NOT_FOUND, () -> people.update("ada", body -> body));
    }

    @Test
    void aNewOneOfTheSameIdGoesOnWithTheVersionsOfTheDeleted() {
        people.insert("ada", named("Ada"));
        people.delete("ada");

        people.insert("ada", named("Another"));

        assertThat(people.get("ada").orElseThrow().version()).isEqualTo(3);
        assertThat(people.get("ada").orElseThrow().body()).isEqualTo(named("Another"));
    }

    @Test
    void noUpdateIsLostWhenManyChangeTheSame() throws Exception {
        people.insert("counter", Body.of(Map.of("n", 0)));

        atOnce(() -> {
            for (int i = 0; i < TIMES; i++) {
                people.update(
                        "counter", body -> body.with("n", (Integer) body.at("n").orElseThrow() + 1));
            }
            return TIMES;
        });

        assertThat(people.get("counter").orElseThrow().body().at("n")).contains(CALLERS * TIMES);
        assertThat(people.get("counter").orElseThrow().version()).isEqualTo(CALLERS * TIMES + 1);
    }

    @Test
    void oneAloneStoresAnId() throws Exception {
        List<Boolean> stored = atOnce(() -> {
            try {
                people.insert("ada", named(Thread.currentThread().getName()));
                return true;
            } catch (HoldfastException taken) {
                assertThat(taken.kind()).isEqualTo(ErrorKind.ALREADY_EXISTS);
                return false;
            }
        });

        assertThat(stored.stream().filter(each -> each)).hasSize(1);
    }

    @Test
    void theCollectionIsMadeOnceWhoeverElseMakesIt() throws Exception {
        CollectionModel fresh = CollectionModel.named("fresh").indexedBy("a.b");

        atOnce(() -> {
            documents(fresh).make();
            return true;
        });
        documents(fresh.indexedBy("c")).make();

        documents(fresh).insert("1", named("one"));
        assertThat(documents(fresh).count(Filter.ALL)).isEqualTo(1);
    }

    static Stream<Object> values() {
        return Stream.of(
                "ada@example.org",
                "it's \"quoted\" {\"$numberLong\":\"5\"} \\ \u00e9 \ud83d\ude00",
                "",
                "a\0b",
                true,
                0,
                -7,
                1L << 40,
                0.5,
                1e300,
                Instant.parse("2026-02-03T04:05:06.007Z"),
                UUID.fromString("7d444840-9dc0-11d1-b245-5ffdce74fad2"),
                new Extended.Binary(0, HexFormat.of().parseHex("00ff80")));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aFieldIsFoundByItsValue(Object value) {
        people.insert("it", Body.of(Map.of("email", value, "address", Map.of("city", value))));
        people.insert("other", Body.of(Map.of("email", "other", "address", Map.of("city", "other"))));
        people.insert("list", Body.of(Map.of("email", List.of(value))));
        people.insert("none", Body.empty());

        assertThat(ids(Filter.ALL.and("email", value))).containsExactly("it");
        assertThat(ids(Filter.ALL.and("address.city", value))).containsExactly("it");
        assertThat(ids(Filter.ALL.and("address.city", value).and("email", value)))
                .containsExactly("it");
        assertThat(ids(Filter.ALL.and("address.city", value).and("email", "other")))
                .isEmpty();
        assertThat(people.count(Filter.ALL.and("email", value))).isEqualTo(1);
    }

    @Test
    void aNumberIsFoundHoweverItIsKept() {
        people.insert("int", Body.of(Map.of("n", 5)));
        people.insert("long", Body.of(Map.of("n", 5L)));
        people.insert("double", Body.of(Map.of("n", 5.0)));
        people.insert("text", Body.of(Map.of("n", "5")));

        for (Object five : List.of(5, 5L, 5.0)) {
            assertThat(ids(Filter.ALL.and("n", five))).containsExactly("double", "int", "long");
        }
    }

    private List<String> ids(Filter filter) {
        return people.find(filter, Optional.empty(), 100).stream()
                .map(Document::id)
                .toList();
    }

    /** U+FF21 comes before U+1F600 in UTF-8, and behind it in UTF-16. */
    @Test
    void pagesGoThroughTheIdsInTheOrderOfTheirBytes() {
        List<String> ids = List.of("!", "%", "'; --", "A", "Z", "a", "a b", "ab", "\u00e9", "\uff21", "\ud83d\ude00");
        List<String> shuffled = new ArrayList<>(ids);
        shuffled.sort(Comparator.comparing(String::hashCode));
        shuffled.forEach(id -> people.insert(id, named(id)));

        List<String> seen = new ArrayList<>();
        Optional<String> after = Optional.empty();
        while (true) {
            List<Document> page = people.find(Filter.ALL, after, 4);
            if (page.isEmpty()) {
                break;
            }
            page.forEach(each -> seen.add(each.id()));
            after = Optional.of(page.get(page.size() - 1).id());
        }

        assertThat(seen).containsExactlyElementsOf(ids);
    }

    @Test
    void longIdsAreKeptAndImpossibleOnesRefused() {
        String longest = "\u00e9".repeat(512);
        people.insert(longest, named("long"));

        assertThat(people.get(longest)).isPresent();
        for (String id : List.of("", "a\0b", longest + "x", "\ud800")) {
            fails(ErrorKind.CONFIGURATION, () -> people.insert(id, named("no")));
        }
    }

    @Test
    void whateverABodyHoldsComesBackAsItWas() {
        var number = new int[1];
        Props.cases(200).forAll(Props.random(Bodies::any), body -> {
            String id = "random-" + number[0]++;
            people.insert(id, body);
            assertThat(people.get(id).orElseThrow().body()).isEqualTo(body);
        });
    }

    @Test
    void aBodyOfFifteenMegabytesComesBackAsItWas() {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < 15; i++) {
            fields.put("part" + i, String.valueOf((char) ('a' + i)).repeat(1 << 20));
        }
        people.insert("large", Body.of(fields));

        assertThat(people.get("large").orElseThrow().body().equals(Body.of(fields)))
                .isTrue();
    }
}
