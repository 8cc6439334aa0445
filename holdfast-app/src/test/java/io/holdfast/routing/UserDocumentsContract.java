package io.holdfast.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.engine.document.Draft;
import io.holdfast.engine.document.Envelope;
import io.holdfast.engine.document.Mark;
import io.holdfast.engine.document.State;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.resilience.Time;
import io.holdfast.testkit.CallerThreads;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** DOC-3: documents of users are read and written wherever they live, also while they move. Each engine extends it once. */
abstract class UserDocumentsContract {
    private static final DocumentKey ADA = key(UserType.INTERNAL, "ada");
    private static final DocumentKey EVE = key(UserType.EXTERNAL, "eve");
    private static final int WRITERS = 3;
    private static final int WRITES = 40;

    private SevenDatabases seven;
    private DocumentStore temp;
    private DocumentStore main;
    private DocumentStore backup;
    private UserDocuments users;

    /** Seven databases that are up and empty. */
    abstract SevenDatabases open();

    @BeforeEach
    void openDatabases() {
        seven = open();
        RoutedStores stores = seven.stores();
        temp = stores.of(Role.RASEEN_TEMP_USER, Category.USER);
        main = stores.of(Role.RASEEN_MAIN_USER, Category.USER);
        backup = stores.of(Role.SRIE_MAIN_USER, Category.USER);
        users = UserDocuments.of(stores, Category.USER, Time.real());
    }

    @AfterEach
    void closeDatabases() {
        seven.close();
    }

    private static DocumentKey key(UserType type, String name) {
        return DocumentKey.of(UserId.of(type, new RawId(name)));
    }

    private static Body body(DocumentKey key, int number) {
        return RoutedStoresContract.body(key.id(), key.owner().type().code()).with("n", number);
    }

    private static int number(Body body) {
        return (Integer) body.at("n").orElseThrow();
    }

    private void add(DocumentKey key, UUID operation) {
        users.write(
                key,
                operation,
                before -> Optional.of(
                        before.map(there -> there.with("n", number(there) + 1)).orElseGet(() -> body(key, 1))));
    }

    private void add(DocumentKey key) {
        add(key, users.begin());
    }

    private void delete(DocumentKey key) {
        users.write(key, users.begin(), before -> Optional.empty());
    }

    private Optional<Integer> read(DocumentKey key) {
        return users.get(key).map(UserDocumentsContract::number);
    }

    /** As the lifecycle moves one: to the backup, to main, and only then away from temp if it is still what was copied. */
    private void move(DocumentKey key) {
        Optional<Envelope> there = temp.get(key.id()).filter(each -> each.state() != State.NEW);
        if (there.isPresent()) {
            backup.putIfNewer(List.of(there.get()));
            main.putIfNewer(List.of(there.get().withBackedUp(there.get().version())));
            temp.deleteIf(List.of(new Mark(key.id(), there.get().version())));
        }
    }

    @Test
    void aNewOneBeginsInTempOrIsOfExternalUsers() {
        add(ADA);
        add(EVE);

        assertThat(read(ADA)).contains(1);
        assertThat(read(EVE)).contains(1);
        assertThat(temp.get(ADA.id()).orElseThrow().isLive()).isTrue();
        assertThat(main.get(ADA.id())).isEmpty();
        assertThat(seven.ids(Role.EXTERNAL_USERS, Category.USER)).containsExactly(EVE.id());
        assertThat(seven.searched()).isEqualTo(2);
    }

    @Test
    void itIsReadAndChangedWhereItLives() {
        add(ADA);
        move(ADA);
        assertThat(temp.get(ADA.id())).isEmpty();
        assertThat(read(ADA)).contains(1);

        add(ADA);
        assertThat(read(ADA)).contains(2);
        assertThat(temp.get(ADA.id())).isEmpty();
        assertThat(main.get(ADA.id()).orElseThrow().version()).isEqualTo(2);
        assertThat(main.pendingBackup(10)).extracting(Envelope::id).containsExactly(ADA.id());

        delete(ADA);
        assertThat(read(ADA)).isEmpty();
        add(ADA);
        assertThat(read(ADA)).contains(1);
        assertThat(temp.get(ADA.id()).orElseThrow().version()).isEqualTo(4);

        delete(ADA);
        assertThat(read(ADA)).isEmpty();
        assertThat(main.get(ADA.id()).orElseThrow().state()).isEqualTo(State.DEL);
        delete(EVE);
        assertThat(users.get(EVE)).isEmpty();
    }

    @Test
    void anOperationThatIsTriedAgainTakesEffectOnceWhereverTheDocumentIsByThen() {
        UUID begun = users.begin();
        add(ADA, begun);
        add(ADA, begun);
        move(ADA);
        add(ADA, begun);
        assertThat(read(ADA)).contains(1);
        UUID inMain = users.begin();
        add(ADA, inMain);
        add(ADA, inMain);
        assertThat(read(ADA)).contains(2);
        UUID deleting = users.begin();
        users.write(ADA, deleting, before -> Optional.empty());
        add(ADA, begun);
        assertThat(read(ADA)).isEmpty();
        add(ADA);
        users.write(ADA, deleting, before -> Optional.empty());
        assertThat(read(ADA)).contains(1);
        UUID external = users.begin();
        add(EVE, external);
        add(EVE, external);
        assertThat(read(EVE)).contains(1);
    }

    @Test
    void whatADeadWriterBeganIsEndedByTheNextOne() {
        String operation = users.begin().toString();
        temp.insertIfAbsent(Draft.provisional(ADA.id(), "nonce", operation, body(ADA, 5)));
        assertThat(read(ADA)).isEmpty();

        add(ADA);

        assertThat(read(ADA)).contains(6);
        assertThat(temp.get(ADA.id()).orElseThrow().applied()).hasSize(2).startsWith(operation);
    }

    @Test
    void whatADeadWriterBeganIsTakenBackWhereMainHasTheDocument() {
        add(ADA);
        move(ADA);
        temp.insertIfAbsent(Draft.provisional(ADA.id(), "nonce", users.begin().toString(), body(ADA, 5)));
        assertThat(read(ADA)).contains(1);

        add(ADA);

        assertThat(read(ADA)).contains(2);
        assertThat(temp.get(ADA.id())).isEmpty();
    }

    @Test
    void anOperationWhoseEffectMayBeForgottenIsRefused() {
        UUID old = new UUID(
                System.currentTimeMillis() - AppliedOperations.REMEMBERED.toMillis() - 60_000 << 16 | 7 << 12,
                2L << 62);
        for (UUID operation : List.of(old, UUID.randomUUID())) {
            HoldfastException refused = catchThrowableOfType(HoldfastException.class, () -> add(ADA, operation));
            assertThat(refused.kind()).isEqualTo(ErrorKind.DATA);
        }
        assertThat(users.get(ADA)).isEmpty();
        assertThat(temp.get(ADA.id())).isEmpty();
    }

    @Test
    void whatIsOlderThanADayIsForgottenButForTheLastOnes() {
        List<String> before = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            before.add("other-" + i);
        }
        before.set(1, users.begin().toString());
        temp.insertIfAbsent(new Draft(ADA.id(), Optional.empty(), before, body(ADA, 5)));
        UUID operation = users.begin();

        add(ADA, operation);
        add(ADA, operation);

        assertThat(read(ADA)).contains(6);
        assertThat(temp.get(ADA.id()).orElseThrow().applied())
                .hasSize(65)
                .startsWith(before.get(1), "other-7")
                .endsWith("other-69", operation.toString());
    }

    @Test
    void nothingIsLostOrDoubledAndNothingDisappearsWhileItMoves() throws Exception {
        ExecutorService threads = CallerThreads.open();
        var isOver = new AtomicBoolean();
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                writers.add(threads.submit(() -> {
                    for (int write = 0; write < WRITES; write++) {
                        UUID operation = users.begin();
                        add(ADA, operation);
                        add(ADA, operation);
                    }
                }));
            }
            Future<?> mover = threads.submit(() -> {
                while (!isOver.get()) {
                    move(ADA);
                }
            });
            Future<?> reader = threads.submit(() -> {
                int last = 0;
                while (!isOver.get()) {
                    int seen = read(ADA).orElse(0);
                    assertThat(seen).isGreaterThanOrEqualTo(last);
                    last = seen;
                }
            });
            for (Future<?> writer : writers) {
                writer.get(2, TimeUnit.MINUTES);
            }
            isOver.set(true);
            mover.get(1, TimeUnit.MINUTES);
            reader.get(1, TimeUnit.MINUTES);
        } finally {
            isOver.set(true);
            threads.shutdownNow();
        }
        move(ADA);

        assertThat(read(ADA)).contains(WRITERS * WRITES);
        Envelope moved = main.get(ADA.id()).orElseThrow();
        assertThat(moved.applied()).hasSize(WRITERS * WRITES);
        assertThat(new HashSet<>(moved.applied())).hasSize(WRITERS * WRITES);
        assertThat(temp.get(ADA.id())).isEmpty();
        assertThat(backup.get(ADA.id()).orElseThrow().version()).isLessThanOrEqualTo(moved.version());
    }
}
