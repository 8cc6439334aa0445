package io.holdfast.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.holdfast.config.Endpoint;
import io.holdfast.document.Documents;
import io.holdfast.engine.document.Change;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.Draft;
import io.holdfast.engine.document.Filter;
import io.holdfast.error.ConfigurationException;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** CFG-4, DOC-3, DOC-7, DOC-8: what is looked at before a database with a role is used, and what the log says. */
final class RolesAtStartTest {
    private static final CollectionModel IDENTITY = CollectionModel.named("identity");

    @TempDir
    private Path folder;

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.holdfast.routing");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static List<String> problems(SevenDatabases databases, RoutingOptions options) {
        ConfigurationException refused = catchThrowableOfType(
                ConfigurationException.class, () -> RoutedStores.open(databases.databases(), options));
        assertThat(refused).isNotNull();
        assertThat(refused.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        return refused.problems();
    }

    @Test
    void theSameAddressOfTwoRolesIsRefusedBeforeAnythingIsTouched() {
        try (var databases = new SevenDatabases(folder)
                .with(Role.RASEEN_TEMP_USER, "one.db")
                .with(Role.RASEEN_MAIN_USER, "./one.db")
                .with(Role.EXTERNAL_USERS, "external.db")) {
            assertThat(problems(databases, RoutingOptions.USUAL))
                    .containsExactly("raseen_temp_user (declared as raseen-temp-user) and raseen_main_user (declared as"
                            + " raseen-main-user) have the same address; give each its own (RASEEN_TEMP_USER_URL,"
                            + " RASEEN_MAIN_USER_URL)");
            var identity = Documents.store(databases.database(Role.EXTERNAL_USERS), IDENTITY);
            assertThat(catchThrowableOfType(HoldfastException.class, () -> identity.get("holdfast-identity"))
                            .kind())
                    .isEqualTo(ErrorKind.NOT_FOUND);
        }
    }

    @Test
    void oneFileUnderTwoNamesIsFoundByWhatItSaysOfItself() throws Exception {
        Files.createDirectory(folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
        try (var databases = new SevenDatabases(folder)
                .with(Role.RASEEN_MAIN_HR, "real/hr.db")
                .with(Role.SRIE_MAIN_HR, "link/hr.db")) {
            assertThat(problems(databases, RoutingOptions.USUAL))
                    .containsExactly(
                            "raseen_main_hr (declared as raseen-main-hr) and srie_main_hr (declared as srie-main-hr) are one"
                                    + " database; give each its own (RASEEN_MAIN_HR_URL, SRIE_MAIN_HR_URL)");
        }
    }

    @Test
    void aDatabaseThatSaysNothingIsNotUsedWhereNothingMayBeMade() {
        RoutingOptions strict = RoutingOptions.USUAL.withMaking(RoutingOptions.Making.REFUSED);
        try (var databases = new SevenDatabases(folder).with(Role.EXTERNAL_USERS, "external.db")) {
            assertThat(problems(databases, strict))
                    .singleElement()
                    .asString()
                    .startsWith("external_users (declared as external-users) does not say what it is for")
                    .contains("allow that what is missing is made if the database is new");

            databases.stores();
            assertThat(RoutedStores.open(databases.databases(), strict)
                            .of(Role.EXTERNAL_USERS, Category.USER)
                            .count(Filter.ALL))
                    .isZero();

            databases.execute(Role.EXTERNAL_USERS, "drop table users");
            assertThat(problems(databases, strict))
                    .containsExactly(
                            "external_users (declared as external-users) is without the collection users; allow that"
                                    + " what is missing is made, or run the migrations of holdfast lifecycle schema");

            databases.stores();
            databases.execute(Role.EXTERNAL_USERS, "drop index users_user_id");
            databases.execute(Role.EXTERNAL_USERS, "alter table analyses drop column moved_at");
            assertThat(problems(databases, strict))
                    .singleElement()
                    .asString()
                    .contains(" is without the index users_user_id, the column moved_at of analyses; allow");
        }
    }

    @Test
    void anIdentityThatWasTamperedWithIsRefused() {
        try (var databases = new SevenDatabases(folder).with(Role.EXTERNAL_USERS, "external.db")) {
            databases.stores();
            Documents.of(databases.database(Role.EXTERNAL_USERS), IDENTITY)
                    .update("holdfast-identity", body -> body.with("role", "external"));

            assertThat(problems(databases, RoutingOptions.USUAL))
                    .containsExactly("external_users (declared as external-users) has an identity record that was not"
                            + " written by Holdfast; check its address");
        }
    }

    @Test
    void aRoleWithoutADatabaseSaysHowToDeclareIt() {
        try (var databases = new SevenDatabases(folder).with(Role.EXTERNAL_USERS, "external.db")) {
            HoldfastException missing = catchThrowableOfType(
                    HoldfastException.class, () -> databases.stores().of(Role.SRIE_MAIN_HR, Category.HR));

            assertThat(missing).hasMessage("no database is declared for srie_main_hr");
            assertThat(missing.failure().hint()).isEqualTo("set SRIE_MAIN_HR_URL, or declare srie-main-hr");
        }
    }

    @Test
    void aDatabaseThatIsAwayIsMarkedByItsRoleAndLookedAtByItsFirstUse() {
        try (var databases = new SevenDatabases(folder)
                .with(Role.EXTERNAL_USERS, Endpoint.at("any", "postgresql://u:p@127.0.0.1:1/none"))
                .with(Role.RASEEN_TEMP_USER, "temp.db")) {
            RoutedStores stores = databases.stores();
            assertThat(lines())
                    .singleElement()
                    .asString()
                    .startsWith("🌐 [EXTERNAL] external_users cannot be looked at now, and is before its first use: ")
                    .endsWith(" (connection)");
            log.list.clear();

            HoldfastException failure = catchThrowableOfType(
                    HoldfastException.class,
                    () -> stores.of(Role.EXTERNAL_USERS, Category.USER).get("external_grace hopper"));

            assertThat(failure).hasMessage("error in fetching from external_users");
            assertThat(failure.kind()).isEqualTo(ErrorKind.CONNECTION);
            assertThat(lines())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "🌐 [EXTERNAL] error in fetching from external_users: get-document of external_•••• failed: ")
                    .doesNotContain("grace");
            assertThat(stores.errors().of(Role.EXTERNAL_USERS, "get-document", Stage.FETCHING))
                    .isEqualTo(1);
        }
    }

    @Test
    void aDatabaseThatComesUpLaterIsLookedAtThen() throws Exception {
        Path file = folder.resolve("temp.db");
        try (var first = new SevenDatabases(folder).with(Role.RASEEN_MAIN_USER, "main.db")) {
            first.stores();
        }
        try (var databases = new SevenDatabases(folder)
                .with(Role.EXTERNAL_USERS, Endpoint.at("any", "sqlite:" + folder.resolve("external.db")))
                .with(Role.RASEEN_TEMP_USER, Endpoint.at("any", "sqlite:" + file))) {
            RoutedStores stores = databases.stores();
            var external = stores.of(Role.EXTERNAL_USERS, Category.USER);
            var temp = stores.of(Role.RASEEN_TEMP_USER, Category.USER);
            assertThat(lines()).hasSize(2).allMatch(line -> line.contains("cannot be looked at now"));

            Files.createFile(folder.resolve("external.db"));
            Files.copy(folder.resolve("main.db"), file);

            Awaitility.await()
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(external.count(Filter.ALL)).isZero());
            Awaitility.await()
                    .untilAsserted(() -> assertThat(failure(() -> temp.count(Filter.ALL)))
                            .hasMessage("error in fetching from raseen_temp_user")
                            .hasStackTraceContaining("is the database of raseen_main_user (not declared)")
                            .extracting(HoldfastException::kind)
                            .isEqualTo(ErrorKind.CONFIGURATION));
        }
    }

    private static HoldfastException failure(Runnable work) {
        HoldfastException failure = catchThrowableOfType(HoldfastException.class, work::run);
        assertThat(failure).isNotNull();
        return failure;
    }

    @Test
    void everyOperationHasOneLineWithItsMarkerAndAMaskedId() {
        try (var databases = SevenDatabases.inFiles(folder)) {
            RoutedStores stores = RoutedStores.open(databases.databases(), RoutingOptions.USUAL.withMask(IdMask.MOST));
            var temp = stores.of(Role.RASEEN_TEMP_USER, Category.USER);
            var external = stores.of(Role.EXTERNAL_USERS, Category.ANALYSIS);

            temp.insertIfAbsent(Draft.live(
                    "internal_grace hopper", RoutedStoresContract.body("internal_grace hopper", "internal")));
            external.get("external_grace hopper/7");
            external.count(Filter.ALL);

            assertThat(lines())
                    .containsExactly(
                            "🔐 [INTERNAL] raseen_temp_user: insert-document of internal_gr•••• done",
                            "🌐 [EXTERNAL] external_users: get-document of external_gr•••• done",
                            "🌐 [EXTERNAL] external_users: count-documents done");
            assertThat(log.list.get(0).getKeyValuePairs())
                    .extracting(pair -> pair.key + "=" + pair.value)
                    .containsExactly(
                            "database=raseen_temp_user",
                            "operation=insert-document",
                            "stage=storing",
                            "outcome=done",
                            "user_id=internal_gr••••");
        }
    }

    @Test
    void whatDoesNotBelongInADatabaseIsRefusedByItsStoreAndTold() {
        List<Misplaced> told = new ArrayList<>();
        try (var databases = SevenDatabases.inFiles(folder)) {
            RoutedStores stores =
                    RoutedStores.open(databases.databases(), RoutingOptions.USUAL.withRefusals(told::add));
            var external = stores.of(Role.EXTERNAL_USERS, Category.USER);
            var internal = RoutedStoresContract.body("internal_ada", "internal");

            refused(() -> external.get("internal_ada"));
            refused(() -> external.insertIfAbsent(Draft.live("internal_ada", internal)));
            refused(() -> external.insertIfAbsent(Draft.live("external_ada", internal)));
            refused(() -> external.replaceIf("external_ada", 1, new Change(List.of(), Optional.of(internal))));
            refused(() -> external.versions(List.of("external_ada", "internal_ada")));
            refused(() -> stores.of(Role.EXTERNAL_USERS, Category.HR).count(Filter.ALL));

            assertThat(told)
                    .extracting(Misplaced::operation)
                    .containsExactly(
                            "get-document",
                            "insert-document",
                            "insert-document",
                            "replace-document",
                            "document-versions",
                            "count-documents");
            refused(() -> stores.of(Router.route(UserType.EXTERNAL, Category.HR, DataOperation.READ), Category.HR));
            assertThat(external.count(Filter.ALL)).isZero();
            assertThat(stores.errors().all()).isEqualTo(Map.of());
        }
    }

    private static void refused(Runnable work) {
        HoldfastException refusal = catchThrowableOfType(HoldfastException.class, work::run);
        assertThat(refusal.kind()).isEqualTo(ErrorKind.PERMISSION);
        assertThat(refusal.getMessage()).doesNotContain("ada");
    }
}
