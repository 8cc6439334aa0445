package io.holdfast.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import io.holdfast.database.Database;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.testkit.CertificateMaker;
import io.holdfast.testkit.CertificateMaker.Wish;
import io.holdfast.testkit.MadeCertificate;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-7: connections to MongoDB that are encrypted, and those that are refused. */
final class EncryptedMongodbTest {
    @TempDir
    private Path folder;

    private CertificateMaker maker;
    private Path trusted;

    @BeforeEach
    void authority() {
        maker = new CertificateMaker(folder);
        trusted = maker.authority("ours").writeCertificate(folder.resolve("ours.crt"));
    }

    private static Wish local() {
        return Wish.named("localhost").alsoFor("dns:localhost", "ip:127.0.0.1");
    }

    private Database open(InMemoryServer server, String mode) {
        return Declared.open(
                folder,
                "mongodb://127.0.0.1:%d/app".formatted(server.port()),
                "tls.mode",
                mode,
                "tls.ca",
                trusted.toString());
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

    private void isRefused(MadeCertificate shown, String mode) {
        try (InMemoryServer server = InMemoryServer.encrypted(shown);
                Database database = open(server, mode)) {
            HoldfastException failure = database.failure().orElseThrow();
            assertThat(failure.kind()).isEqualTo(ErrorKind.TLS);
            assertThat(failure.failure().hint()).contains("tls");
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
        isRefused(other, "verify-full");
    }

    @Test
    void aCertificateThatIsOverOrOfNobodyWhoIsTrustedIsRefused() {
        isRefused(maker.certificate(local().signedBy("ours").valid(-20, 10)), "verify-full");
        isRefused(maker.certificate(local()), "verify-full");
        maker.authority("theirs");
        isRefused(maker.certificate(local().signedBy("theirs")), "verify-ca");
    }
}
