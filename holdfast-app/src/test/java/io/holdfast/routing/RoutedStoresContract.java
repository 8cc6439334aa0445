package io.holdfast.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.database.Database;
import io.holdfast.document.Documents;
import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.Change;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.engine.document.Draft;
import io.holdfast.engine.document.Envelope;
import io.holdfast.engine.document.Mark;
import io.holdfast.engine.document.State;
import io.holdfast.error.ConfigurationException;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.testkit.Props;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** DOC-3, DOC-7, ERR-3, CFG-4; U1, U2: nothing is ever in a database whose role disagrees. Each engine extends it once. */
abstract class RoutedStoresContract {
    private static final Set<ErrorKind> REFUSED = Set.of(ErrorKind.PERMISSION, ErrorKind.DATA);

    private SevenDatabases seven;

    /** Seven databases that are up and empty. */
    abstract SevenDatabases open();

    @BeforeEach
    void openDatabases() {
        seven = open();
    }

    @AfterEach
    void closeDatabases() {
        seven.close();
    }

    SevenDatabases seven() {
        return seven;
    }

    static Body body(String id, String type) {
        return Body.of(Map.of("user_id", id, "user_type", type));
    }

    @Test
    void whateverIsAskedForNoDocumentIsWhereItMustNotBe() {
        RoutedStores stores = seven.stores();
        var sent = new AtomicInteger();
        var done = new AtomicInteger();

        Props.cases(2_000).withoutShrinking().forAll(Props.random(Request::of), request -> {
            try {
                request.send(stores);
                done.incrementAndGet();
            } catch (HoldfastException refused) {
                assertThat(refused.kind()).isIn(REFUSED);
            }
            if (sent.incrementAndGet() % 250 == 0) {
                seven.searched();
            }
        });

        int found = seven.searched();
        if (sent.get() >= 200) {
            assertThat(found).isPositive();
            assertThat(done.get()).isGreaterThan(sent.get() / 10);
        }
    }

    @Test
    void whatAnExternalUserStoresIsOnlyInTheDatabaseOfExternalUsers() {
        Set<String> stored = storedBy(UserType.EXTERNAL);

        Set<String> there = new TreeSet<>(seven.ids(Role.EXTERNAL_USERS, Category.USER));
        there.addAll(seven.ids(Role.EXTERNAL_USERS, Category.ANALYSIS));
        assertThat(there).isEqualTo(stored).allMatch(id -> id.startsWith("external_"));
        for (Role role : Role.values()) {
            if (role != Role.EXTERNAL_USERS) {
                assertThat(role.keeps())
                        .allSatisfy(category ->
                                assertThat(seven.ids(role, category)).isEmpty());
            }
        }
    }

    @Test
    void whatAnInternalUserStoresIsFirstInTemp() {
        Set<String> stored = storedBy(UserType.INTERNAL);

        Set<String> there = new TreeSet<>(seven.ids(Role.RASEEN_TEMP_USER, Category.USER));
        there.addAll(seven.ids(Role.RASEEN_TEMP_USER, Category.ANALYSIS));
        assertThat(there).isEqualTo(stored).allMatch(id -> id.startsWith("internal_"));
        assertThat(seven.ids(Role.EXTERNAL_USERS, Category.USER)).isEmpty();
        assertThat(seven.ids(Role.RASEEN_MAIN_USER, Category.USER)).isEmpty();
        assertThat(seven.ids(Role.RASEEN_MAIN_HR, Category.HR)).isEmpty();
    }

    /** The ids of what 1,000 users of {@code type} were allowed to store, HR data aside. */
    private Set<String> storedBy(UserType type) {
        RoutedStores stores = seven.stores();
        Set<String> stored = new TreeSet<>();
        Props.cases(1_000)
                .withoutShrinking()
                .forAll(
                        Props.random(Request::of),
                        any -> any.honest(type)
                                .filter(request -> request.category() != Category.HR)
                                .ifPresent(request -> {
                                    request.send(stores);
                                    stored.add(request.id());
                                }));
        assertThat(stored.size()).isGreaterThan(Props.count(1_000) / 20);
        return stored;
    }

    @Test
    void aDatabaseRemembersItsRole() {
        seven.stores();
        assertThat(seven.stores().roles()).containsExactly(Role.values());
    }

    @Test
    void manyWhoOpenNewDatabasesAtOnceAgreeOnWhichTheyAre() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            Callable<Set<Role>> opening = () -> seven.stores().roles();
            for (Future<Set<Role>> each : callers.invokeAll(Collections.nCopies(8, opening))) {
                assertThat(each.get()).containsExactly(Role.values());
            }
        } finally {
            callers.shutdownNow();
        }
        seven.stores();
    }

    @Test
    void exchangedDatabasesAreRefusedWithBothNames() {
        seven.stores();

        ConfigurationException refused = catchThrowableOfType(
                ConfigurationException.class,
                () -> RoutedStores.open(
                        Map.of(
                                Role.RASEEN_TEMP_USER, seven.database(Role.RASEEN_MAIN_USER),
                                Role.RASEEN_MAIN_USER, seven.database(Role.RASEEN_TEMP_USER),
                                Role.SRIE_MAIN_USER, seven.database(Role.SRIE_MAIN_USER)),
                        RoutingOptions.USUAL));

        assertThat(refused.problems())
                .containsExactly(
                        "raseen_temp_user (declared as raseen-main-user) is the database of raseen_main_user (declared as"
                                + " raseen-temp-user); give each its own (RASEEN_TEMP_USER_URL, RASEEN_MAIN_USER_URL): they"
                                + " are exchanged, or both lead to one",
                        "raseen_main_user (declared as raseen-temp-user) is the database of raseen_temp_user (declared as"
                                + " raseen-main-user); give each its own (RASEEN_MAIN_USER_URL, RASEEN_TEMP_USER_URL): they"
                                + " are exchanged, or both lead to one");
    }

    @Test
    void theMigrationsOfASchemaMakeWhatTheStartAsksFor() {
        RoutingOptions strict = RoutingOptions.USUAL.withMaking(RoutingOptions.Making.REFUSED);
        seven.writeScripts();

        for (int round = 0; round < 2; round++) {
            seven.migrate("1");
            RoutedStores stores = RoutedStores.open(seven.databases(), strict);
            assertThat(stores.of(Role.RASEEN_TEMP_USER, Category.USER)
                            .insertIfAbsent(Draft.live("internal_ada", body("internal_ada", "internal"))))
                    .isTrue();
            assertThat(seven.searched()).isEqualTo(1);

            seven.migrate("0");
            ConfigurationException refused = catchThrowableOfType(
                    ConfigurationException.class, () -> RoutedStores.open(seven.databases(), strict));
            assertThat(refused.problems())
                    .hasSize(Role.values().length)
                    .allMatch(problem -> problem.contains(" does not say what it is for"));
        }
    }

    @Test
    void theDatabaseItselfRefusesWhatIsNotForItsRole() {
        seven.stores();
        for (Role role : Role.values()) {
            String other = role == Role.EXTERNAL_USERS ? "internal" : "external";
            String own = role.serves().code();
            for (Category category : role.keeps()) {
                DocumentStore store = Documents.store(seven.database(role), role.collection(category));
                if (category == Category.MOVE_RECORD) {
                    assertRefused(store, "any", Body.of(Map.of("status", "begun")));
                    assertThat(store.insertIfAbsent(Draft.live("any", Body.of(Map.of("status", "pending")))))
                            .isTrue();
                } else if (category != Category.DECISION) {
                    assertRefused(store, other + "_ada", body(own + "_ada", own));
                    assertRefused(store, own + "_ada", body(other + "_ada", own));
                    assertRefused(store, own + "_ada", body(own + "_ada", other));
                    assertRefused(store, own + "_ada", Body.of(Map.of("user_id", own + "_ada")));
                    assertRefused(store, own + "_ada", Body.of(Map.of("user_id", 7, "user_type", own)));
                    assertThat(store.insertIfAbsent(Draft.live(own + "_ada", body(own + "_ada", own))))
                            .isTrue();
                    assertThat(store.replaceIf(own + "_ada", 1, new Change(List.of(), Optional.empty())))
                            .isTrue();
                }
            }
        }
    }

    private static void assertRefused(DocumentStore store, String id, Body body) {
        HoldfastException refused =
                catchThrowableOfType(HoldfastException.class, () -> store.insertIfAbsent(Draft.live(id, body)));
        assertThat(refused).as("%s %s".formatted(id, body.fields().keySet())).isNotNull();
        assertThat(refused.kind()).isEqualTo(ErrorKind.CHECK_VIOLATION);
        assertThat(store.get(id)).isEmpty();
    }

    @Test
    void whatIsMissingAtTheStartIsNamedAndNothingThatIsThereIsChanged() {
        seven.stores();
        CollectionModel users = Role.EXTERNAL_USERS.collection(Category.USER);
        seven.makeWithoutRules(Role.EXTERNAL_USERS, CollectionModel.named(users.name()));
        Map<Role, Database> one = Map.of(Role.EXTERNAL_USERS, seven.database(Role.EXTERNAL_USERS));

        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> RoutedStores.open(one, RoutingOptions.USUAL));

        assertThat(refused.problems())
                .singleElement()
                .asString()
                .startsWith("external_users (declared as external-users) is without the ")
                .containsPattern("check users_user_type_rule|validator of users")
                .endsWith("; collections that are there are left as they are: have a migration correct them");
    }

    @Test
    void failuresHaveTheExactTextsOfTheirStages() {
        RoutedStores stores = seven.stores();
        var temp = stores.of(Role.RASEEN_TEMP_USER, Category.USER);
        var backup = stores.of(Role.SRIE_MAIN_USER, Category.USER);
        var hr = stores.of(Role.SRIE_MAIN_HR, Category.HR);
        ErrorKind kind = seven.lose(Role.RASEEN_TEMP_USER, "users");
        seven.lose(Role.SRIE_MAIN_USER, "users");
        seven.lose(Role.SRIE_MAIN_HR, "hr_records");
        Envelope copy = new Envelope(
                "internal_ada",
                1,
                State.LIVE,
                Optional.empty(),
                List.of(),
                0,
                Instant.EPOCH,
                Optional.empty(),
                Optional.of(body("internal_ada", "internal")));

        fails(kind, "error in fetching from raseen_temp_user", () -> temp.get("internal_ada"));
        fails(kind, "error in fetching from raseen_temp_user", () -> temp.get("internal_eve"));
        fails(
                kind,
                "error in storing to raseen_temp_user",
                () -> temp.insertIfAbsent(Draft.live("internal_ada", body("internal_ada", "internal"))));
        fails(kind, "error in storing to raseen_temp_user", () -> temp.deleteIf(List.of(new Mark("internal_ada", 1))));
        fails(kind, "error in moving data to srie_main_user", () -> backup.putIfNewer(List.of(copy)));
        fails(kind, "error in storing to srie_main_hr", () -> hr.putIfNewer(List.of(copy)));

        assertThat(stores.errors().of(Role.RASEEN_TEMP_USER, "get-document", Stage.FETCHING))
                .isEqualTo(2);
        assertThat(stores.errors().of(Role.RASEEN_MAIN_USER, "get-document", Stage.FETCHING))
                .isZero();
        assertThat(stores.errors().all())
                .containsOnly(
                        count(Role.RASEEN_TEMP_USER, "get-document", Stage.FETCHING, 2),
                        count(Role.RASEEN_TEMP_USER, "insert-document", Stage.STORING, 1),
                        count(Role.RASEEN_TEMP_USER, "remove-documents", Stage.STORING, 1),
                        count(Role.SRIE_MAIN_USER, "put-documents", Stage.MOVING, 1),
                        count(Role.SRIE_MAIN_HR, "put-documents", Stage.STORING, 1));
    }

    private static Map.Entry<ErrorCounts.Place, Long> count(Role role, String operation, Stage stage, long times) {
        return Map.entry(new ErrorCounts.Place(role, operation, stage), times);
    }

    private static void fails(ErrorKind kind, String text, Runnable work) {
        HoldfastException failure = catchThrowableOfType(HoldfastException.class, work::run);
        assertThat(failure).hasMessage(text);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.retry()).isEqualTo(kind.usualRetry());
        assertThat(failure.failure().database()).isEqualTo(text.substring(text.lastIndexOf(' ') + 1));
        assertThat(failure.failure().operation()).isNotEmpty();
        assertThat(failure.correlation()).isNotEmpty();
        assertThat(failure.getCause()).isNotNull();
        assertThat(failure.getCause().toString()).doesNotContain("error in");
    }
}
