package io.holdfast.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import io.holdfast.database.Database;
import io.holdfast.engine.Certificates.Expiry;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.testkit.CertificateMaker;
import io.holdfast.testkit.CertificateMaker.Wish;
import io.holdfast.testkit.MadeCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-7: connections to MongoDB that are encrypted, and those that are refused. */
final class EncryptedMongodbTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private CertificateMaker maker;
    private MadeCertificate authority;
    private Path trusted;

    @BeforeEach
    void authority() {
        maker = new CertificateMaker(folder);
        authority = maker.authority("ours");
        trusted = authority.writeCertificate(folder.resolve("ours.crt"));
    }

    private static Wish local() {
        return Wish.named("localhost").alsoFor("dns:localhost", "ip:127.0.0.1");
    }

    private Database open(InMemoryServer server, String mode) {
        String url = "mongodb://127.0.0.1:%d/app".formatted(server.port());
        return mode.equals("require")
                ? Declared.open(folder, url, "tls.mode", mode)
                : Declared.open(folder, url, "tls.mode", mode, "tls.ca", trusted.toString());
    }

    private void works(MadeCertificate shown, String mode) {
        try (InMemoryServer server = InMemoryServer.encrypted(shown);
                Database database = open(server, mode)) {
            assertThat(database.availability()).as("%s", database.failure()).isEqualTo(Availability.READY);
            var things = database.client(MongoClient.class).getDatabase("app").getCollection("things");
            things.insertOne(new Document("_id", 1));
            assertThat(things.countDocuments()).isEqualTo(1);
        }
    }

    private void isRefused(MadeCertificate shown, String mode, String reason) {
        try (InMemoryServer server = InMemoryServer.encrypted(shown);
                Database database = open(server, mode)) {
            HoldfastException failure = database.failure().orElseThrow();
            assertThat(failure.kind()).isEqualTo(ErrorKind.TLS);
            assertThat(failure).hasMessageContaining(reason);
            assertThat(failure.failure().hint()).isNotBlank();
            assertThat(database.status().problem()).contains(reason);
            assertThat(database.start().attempts()).isEqualTo(1);
        }
    }

    @Test
    void aServerThatProvesWhoItIsIsSpokenTo() {
        works(maker.certificate(local().signedBy("ours")), "verify-full");
    }

    @Test
    void aServerOfAnotherNameIsSpokenToOnlyWhereTheNameDoesNotCount() {
        MadeCertificate other = maker.certificate(
                Wish.named("db.example.org").alsoFor("dns:db.example.org").signedBy("ours"));
        works(other, "verify-ca");
        isRefused(other, "verify-full", "is not for 127.0.0.1, but for db.example.org");
        works(other, "require");
    }

    @Test
    void aCertificateThatIsOverOrOfNobodyWhoIsTrustedIsRefused() {
        isRefused(maker.certificate(local().signedBy("ours").valid(-20, 10)), "verify-full", "expired on 20");
        isRefused(maker.certificate(local()), "verify-full", "is self-signed");
        maker.authority("theirs");
        isRefused(
                maker.certificate(local().signedBy("theirs")),
                "verify-ca",
                "is signed by CN=theirs, which is not trusted");
    }

    /** CON-7: files are read for each connection, as they are then; what is open goes on. */
    @Test
    void certificatesOfBothSidesAreReplacedWithoutARestart() throws Exception {
        MadeCertificate next = maker.authority("next");
        MadeCertificate ours = maker.certificate(local().signedBy("ours"));
        MadeCertificate theirs = maker.certificate(local().signedBy("next"));
        Path key = folder.resolve("client.p12");
        maker.certificate(Wish.named("first").signedBy("ours")).writePkcs12(key, "");
        try (InMemoryServer server = new InMemoryServer();
                TlsDoor door = new TlsDoor(server, ours)) {
            door.demand(authority);
            try (Database database = Declared.open(
                    folder,
                    "mongodb://127.0.0.1:%d/app".formatted(door.port()),
                    "tls.ca",
                    trusted.toString(),
                    "tls.key",
                    key.toString())) {
                var things =
                        database.client(MongoClient.class).getDatabase("app").getCollection("things");
                things.insertOne(new Document("_id", 1));
                assertThat(door.clients()).contains("CN=first").doesNotContain("CN=second");

                door.show(theirs);
                door.demand(next);
                things.insertOne(new Document("_id", 2));
                door.cut();
                await().atMost(PATIENCE).until(() -> database.availability() == Availability.DOWN);
                assertThat(database.failure().orElseThrow().kind()).isEqualTo(ErrorKind.TLS);
                assertThat(database.status().problem()).contains("is signed by CN=next, which is not trusted");

                next.writeCertificate(trusted);
                maker.certificate(Wish.named("second").signedBy("next")).writePkcs12(key, "");
                await().atMost(PATIENCE).until(() -> database.availability() == Availability.READY);
                things.insertOne(new Document("_id", 3));
                assertThat(things.countDocuments()).isEqualTo(3);
                assertThat(door.clients()).contains("CN=second");
            }
        }
    }

    /** CON-7: the end of a certificate is told of before it comes. */
    @Test
    void aCertificateNearItsEndIsToldOfWhileTheConnectionsAreOpen() {
        var events = new Events();
        List<Event> told = new CopyOnWriteArrayList<>();
        events.listen(told::add);
        MadeCertificate ending = maker.certificate(local().signedBy("ours").valid(-360, 365));
        try (InMemoryServer server = InMemoryServer.encrypted(ending);
                Database database = Declared.open(
                        folder,
                        "mongodb://127.0.0.1:%d/app".formatted(server.port()),
                        events,
                        "tls.ca",
                        trusted.toString())) {
            await().atMost(PATIENCE).until(() -> told.stream().anyMatch(Event.CertificateExpires.class::isInstance));

            assertThat(told)
                    .filteredOn(Event.CertificateExpires.class::isInstance)
                    .singleElement()
                    .asInstanceOf(InstanceOfAssertFactories.type(Event.CertificateExpires.class))
                    .satisfies(end -> assertThat(end.sentence())
                            .startsWith("the certificate of the primary (CN=localhost) expires on 20"));
            assertThat(database.status().servers().get(0).certificates())
                    .singleElement()
                    .satisfies(certificate -> assertThat(certificate.expiry()).isEqualTo(Expiry.WITHIN_A_WEEK));
        }
    }
}
