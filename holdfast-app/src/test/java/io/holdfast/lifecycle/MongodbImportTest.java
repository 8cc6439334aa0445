package io.holdfast.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.Envelope;
import io.holdfast.engine.document.Extended;
import io.holdfast.routing.Category;
import io.holdfast.routing.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DOC-11: collections of MongoDB are imported, with ids of several types and all they hold. */
@Tag("docgw")
final class MongodbImportTest {
    private static final int USERS = 1_200;

    private final Instant old = Instant.parse("2024-05-01T12:00:00.250Z");

    @TempDir
    private Path folder;

    @Test
    void allOfThemAreThereAsTheyWere() throws Exception {
        String address = System.getenv("HOLDFAST_TEST_MONGODB_URI");
        assertThat(address).as("HOLDFAST_TEST_MONGODB_URI").isNotBlank();
        DatabaseUrl url = DatabaseUrl.parse(address).url();
        String name = "holdfast_" + UUID.randomUUID().toString().substring(0, 8);
        String place = new DatabaseUrl("mongodb", false, url.host(), url.port(), name, url.parameters()).toString();
        try {
            imported(place);
        } finally {
            try (MongoClient client = MongoClients.create(address)) {
                client.getDatabase(name).drop();
            }
        }
    }

    private void imported(String place) throws Exception {
        Endpoint source = Endpoint.at("old", place);
        try (MongoClient client = MongoClients.create(place);
                Deployment deployment = Deployment.inFiles(folder)) {
            MongoDatabase database = client.getDatabase(source.url().path());
            fill(database);

            ImportReport report = deployment.run(source);

            assertThat(report.counts().read()).isEqualTo(USERS + 3);
            assertThat(report.counts().stored())
                    .isEqualTo(Map.of(
                            Role.RASEEN_MAIN_USER,
                            USERS / 2 + 1L,
                            Role.EXTERNAL_USERS,
                            USERS / 2L,
                            Role.RASEEN_MAIN_HR,
                            1L));
            assertThat(report.counts().refused()).isEqualTo(Map.of(Reason.EXTERNAL_HR, 1L));
            assertThat(report.differences()).isZero();
            assertThat(Files.readString(report.refusals())).contains("$oid").doesNotContain("salary");
            assertStored(deployment);
            assertThat(deployment.run(source).counts().present()).isEqualTo(USERS + 2);
        }
    }

    private void fill(MongoDatabase database) {
        MongoCollection<Document> users = database.getCollection("users");
        for (int i = 0; i < USERS; i++) {
            Document user = new Document("_id", i % 3 == 0 ? new ObjectId() : i % 3 == 1 ? (Object) i : "u" + i)
                    .append("user_id", i % 2 == 0 ? "u" + i : "external_u" + i)
                    .append("user_type", i % 2 == 0 ? "internal" : "external")
                    .append("created_at", Date.from(old.plus(Duration.ofMinutes(i))))
                    .append("$odd.name", List.of(1, 2L, 2.5, new Decimal128(3)))
                    .append("bytes", new Binary((byte) 128, new byte[] {1, 2}));
            users.insertOne(user);
        }
        ObjectId run = new ObjectId("0123456789abcdef01234567");
        database.getCollection("analyses")
                .insertOne(new Document("_id", run).append("user_id", "u0").append("user_type", "internal"));
        database.getCollection("hr").insertOne(new Document("user_id", "u0").append("salary", 5));
        database.getCollection("hr").insertOne(new Document("user_id", "external_u1").append("salary", 6));
    }

    private void assertStored(Deployment deployment) {
        Envelope user = deployment
                .store(Role.RASEEN_MAIN_USER, Category.USER)
                .get("internal_u4")
                .orElseThrow();
        assertThat(user.createdAt()).isEqualTo(old.plus(4, ChronoUnit.MINUTES));
        assertThat(user.body())
                .contains(Body.of(Map.of(
                        "_id",
                        4,
                        "user_id",
                        "internal_u4",
                        "user_type",
                        "internal",
                        "created_at",
                        old.plus(4, ChronoUnit.MINUTES),
                        "$odd.name",
                        List.of(1, 2L, 2.5, new Extended.Decimal("3")),
                        "bytes",
                        new Extended.Binary(128, new byte[] {1, 2}))));
        assertThat(deployment.store(Role.SRIE_MAIN_USER, Category.ANALYSIS).get("internal_u0/0123456789abcdef01234567"))
                .isPresent();
    }
}
