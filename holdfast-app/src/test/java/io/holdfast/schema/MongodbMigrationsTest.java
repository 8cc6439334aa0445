package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MIG-1 to MIG-4, R4, R5: migrations of MongoDB as lists of commands, forwards and back. */
@Tag("docgw")
final class MongodbMigrationsTest {
    @TempDir
    private Path folder;

    private MongodbPlace place;
    private Fixture app;

    @BeforeEach
    void open() {
        place = MongodbPlace.in(folder);
        app = place.app();
    }

    @AfterEach
    void close() {
        place.close();
    }

    private void people() {
        app.file("V1__people.json", """
                [
                  {"createCollection": "people",
                   "validator": {"$jsonSchema": {"bsonType": "object", "required": ["email"]}}},
                  {"createIndexes": "people", "indexes": [{"key": {"email": 1}, "name": "by_email", "unique": true}]},
                  {"insert": "people", "documents": [{"_id": 1, "email": "ada@example.org", "visits": {"$numberLong": "5"}}]}
                ]
                """);
        app.file("U1__people.json", "[{\"drop\": \"people\"}]");
        app.file("V2__visits.json", """
                [{"update": "people", "updates": [{"q": {}, "u": {"$inc": {"visits": 1}}, "multi": true}]}]""");
        app.file("U2__visits.json", """
                [{"update": "people", "updates": [{"q": {}, "u": {"$inc": {"visits": -1}}, "multi": true}]}]""");
    }

    private HoldfastException failing(Runnable work) {
        return catchThrowableOfType(HoldfastException.class, work::run);
    }

    @Test
    void upDownAndUpAgain() {
        people();

        MigrationReport plan = app.open().plan(MigrationOptions.USUAL);
        assertThat(plan.steps()).extracting(MigrationReport.Step::transaction).containsExactly(false, true);
        assertThat(plan.steps().get(1).statements()).allMatch(command -> command.startsWith("{\"update\""));
        assertThat(place.collections()).isEmpty();

        app.open().up(MigrationOptions.USUAL);
        assertThat(place.history()).containsExactly("VERSIONED 1 DONE", "VERSIONED 2 DONE");
        assertThat(place.documents("people").get(0)).containsEntry("visits", 6L);
        assertThat(place.indexes("people")).contains("by_email");
        assertThat(app.open().validate().pending()).isZero();

        app.open().down(MigrationOptions.USUAL);
        assertThat(place.documents("people").get(0)).containsEntry("visits", 5L);
        HoldfastException losing = failing(() -> app.open().to(MigrationOptions.USUAL.to("0")));
        assertThat(losing.kind()).isEqualTo(ErrorKind.DECISION_NEEDED);
        assertThat(losing).hasMessageContaining("U1__people.json:1: 1 documents of people");
        app.open().to(MigrationOptions.USUAL.to("0").losingData());
        assertThat(place.collections()).isEmpty();

        app.open().up(MigrationOptions.USUAL);
        assertThat(place.documents("people").get(0)).containsEntry("visits", 6L);
        assertThat(place.history()).hasSize(6).allMatch(line -> line.endsWith(" DONE"));
    }

    @Test
    void ofAFileOfDocumentsThatAValidatorRefusesNothingIsLeft() {
        people();
        app.file("V3__more.json", """
                [{"insert": "people", "documents": [{"_id": 2, "email": "bob@example.org"}]},
                 {"insert": "people", "documents": [{"_id": 3, "email": "eve@example.org"}, {"_id": 4}]}]""");

        HoldfastException failure = failing(() -> app.open().up(MigrationOptions.USUAL));

        assertThat(failure.kind()).isEqualTo(ErrorKind.MIGRATION);
        assertThat(failure).hasMessageContaining("V3__more.json:2, command 2 of 2: insert of people: number 2 of it: ");
        assertThat(failure.failure().hint()).contains("nothing of this file is left");
        assertThat(failure.getMessage()).doesNotContain("eve@");
        assertThat(place.documents("people")).hasSize(1);
        assertThat(place.history()).containsExactly("VERSIONED 1 DONE", "VERSIONED 2 DONE");
    }

    @Test
    void whatWasDoneBeforeARefusedCommandStaysAndTheRestGoesOnWhenItIsMended() {
        people();
        app.file("V3__rooms.json", """
                [{"create": "rooms", "validator": {"n": {"$exists": true}}},
                 {"insert": "rooms", "documents": [{"_id": 1, "n": 1}, {"_id": 2}]},
                 {"createIndexes": "rooms", "indexes": [{"key": {"n": 1}, "name": "by_n"}]}]""");

        HoldfastException failure = failing(() -> app.open().up(MigrationOptions.USUAL));

        assertThat(failure.kind()).isEqualTo(ErrorKind.MIGRATION);
        assertThat(failure).hasMessageContaining("V3__rooms.json:2, command 2 of 3");
        assertThat(failure.failure().hint()).contains("1 of its 3 commands is done and not run again: mend it");
        assertThat(place.documents("rooms")).isEmpty();
        assertThat(place.history()).endsWith("VERSIONED 3 STARTED");

        app.file("V3__rooms.json", """
                [{"create": "rooms", "validator": {"n": {"$exists": true}}},
                 {"insert": "rooms", "documents": [{"_id": 1, "n": 1}, {"_id": 2, "n": 2}]},
                 {"createIndexes": "rooms", "indexes": [{"key": {"n": 1}, "name": "by_n"}]}]""");
        assertThat(app.open().repair()).hasSize(1);
        app.open().up(MigrationOptions.USUAL);
        assertThat(place.documents("rooms")).hasSize(2);
        assertThat(place.indexes("rooms")).contains("by_n");
        assertThat(place.history()).endsWith("VERSIONED 3 DONE");
    }

    @Test
    void aCollectionThatSomebodyElseMadeIsNotTakenForTheMigrations() {
        people();
        app.open().up(MigrationOptions.USUAL);
        place.database().createCollection("rooms");
        place.database().getCollection("rooms").insertOne(new Document("_id", 1));
        app.file("V3__rooms.json", "[{\"create\": \"rooms\", \"validator\": {\"n\": {\"$exists\": true}}}]");

        HoldfastException failure = failing(() -> app.open().up(MigrationOptions.USUAL));

        assertThat(failure).hasMessageContaining("create of rooms: there is a collection");
        assertThat(place.documents("rooms")).hasSize(1);
    }

    @Test
    void everythingThatIsWrongWithTheFilesIsToldTogetherAndNothingTouched() {
        app.file("V1__a.json", "[{\"dropDatabase\": 1}, {\"find\": \"a\"}]");
        app.file("V2__b.json", "[\n  {\"create\": \"b\"},\n  {\"create\": }\n]");
        app.file("V3__c.sql", "create table c (n integer);");
        app.file(
                "V4__d.json",
                "[{\"create\": \"holdfast_x\"}, {\"insert\": \"d\", \"documents\": [{\"_id\": {\"$oid\": \"x\"}}]}]");

        HoldfastException failure = failing(() -> app.open().up(MigrationOptions.USUAL));
        assertThat(failure.kind()).isEqualTo(ErrorKind.VERIFICATION);
        assertThat(failure).hasMessageContaining("V3__c.sql: migrations of this database are commands in files .json");

        app.delete("V3__c.sql");
        failure = failing(() -> app.open().up(MigrationOptions.USUAL));
        assertThat(failure)
                .hasMessageContaining(
                        "V1__a.json:1: the command dropDatabase is not run by migrations; expected one of")
                .hasMessageContaining("the command find is not run")
                .hasMessageContaining("V2__b.json:3, column 14: it is no JSON")
                .hasMessageContaining("holdfast_x is not a collection of the application")
                .hasMessageContaining("V4__d.json:1: ");
        assertThat(place.database().listCollectionNames()).isEmpty();
    }

    @Test
    void allOrNothingIsForFilesThatOnlyChangeDocuments() {
        people();
        assertThat(failing(() -> app.open().up(MigrationOptions.USUAL.atomic())))
                .hasMessageContaining("V1__people.json: it cannot run in a transaction");
        app.open().up(MigrationOptions.USUAL.to("1"));
        app.file("V3__more.json", "[{\"insert\": \"people\", \"documents\": [{\"_id\": 9}]}]");

        failing(() -> app.open().up(MigrationOptions.USUAL.atomic()));

        assertThat(place.documents("people").get(0)).containsEntry("visits", 5L);
        assertThat(place.history()).containsExactly("VERSIONED 1 DONE");
    }

    @Test
    void whatIsThereAlreadyIsDeclaredAndWhatRepeatsIsAppliedAgain() {
        people();
        place.database().createCollection("people");
        assertThat(failing(() -> app.open().up(MigrationOptions.USUAL)).kind()).isEqualTo(ErrorKind.DECISION_NEEDED);

        assertThat(failing(() -> app.open().adopt()).kind()).isEqualTo(ErrorKind.UNSUPPORTED);
        app.open().baseline("2", "baseline");
        String rule = "[{\"collMod\": \"people\", \"validator\": {\"n\": {\"$gt\": %d}}}]";
        app.file("R__rule.json", rule.formatted(1));
        app.open().up(MigrationOptions.USUAL);
        assertThat(app.open().up(MigrationOptions.USUAL).steps()).isEmpty();
        app.file("R__rule.json", rule.formatted(2));
        app.open().up(MigrationOptions.USUAL);

        assertThat(place.history()).containsExactly("BASELINE 2 DONE", "REPEATABLE rule DONE", "REPEATABLE rule DONE");
        assertThat(failing(() -> app.file("V3__x.json", "[{\"create\": \"x\"}]")
                                .open()
                                .rehearse(10))
                        .kind())
                .isEqualTo(ErrorKind.UNSUPPORTED);
        assertThat(app.open().drift().compared()).isFalse();
    }

    @Test
    void aCollectionIsRenamedAndAnAggregationWritesOne() {
        app.file("V1__a.json", "[{\"create\": \"a\"}, {\"insert\": \"a\", \"documents\": [{\"_id\": 1, \"n\": 4}]}]");
        app.file("V2__b.json", """
                [{"renameCollection": "a", "to": "b"},
                 {"aggregate": "b", "pipeline": [{"$match": {"n": 4}}, {"$out": "c"}]}]""");
        app.open().up(MigrationOptions.USUAL);
        assertThat(place.collections()).containsExactly("b", "c");
        assertThat(place.documents("c")).hasSize(1);
    }
}
