package io.holdfast.mongodb.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.MigrationStatement;
import io.holdfast.engine.Migrator;
import io.holdfast.engine.ScriptForm;
import io.holdfast.engine.SqlToken;
import io.holdfast.mongodb.MongodbEngine;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MIG-1, MIG-3: which commands a list may have, and which are part of a transaction. */
final class MongodbMigratorTest {
    private final Migrator migrator = new MongodbEngine().migrator().orElseThrow();

    /** A command as it stands in a file. */
    private record Written(String sql) implements MigrationStatement {
        @Override
        public String plain() {
            return sql;
        }

        @Override
        public List<String> words() {
            return List.of(sql.split("\"", 3)[1].toUpperCase(Locale.ROOT));
        }

        @Override
        public boolean mentions(String word) {
            return words().contains(word.toUpperCase(Locale.ROOT));
        }

        @Override
        public List<SqlToken> tokens() {
            return List.of();
        }

        @Override
        public Optional<String> copyData() {
            return Optional.empty();
        }
    }

    @Test
    void itsFilesAreListsOfCommands() {
        assertThat(migrator.form()).isEqualTo(ScriptForm.COMMANDS);
        assertThat(migrator.features()).isEmpty();
        assertThat(migrator.position(new IllegalStateException())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"createCollection\": \"a\"}",
                "{\"renameCollection\": \"a\", \"to\": \"b\"}",
                "{\"aggregate\": \"a\", \"pipeline\": [{\"$merge\": {\"into\": \"b\", \"whenMatched\": \"merge\"}}]}",
                "{\"insert\": \"a\", \"documents\": [{\"_id\": {\"$oid\": \"0123456789abcdef01234567\"}}]}"
            })
    void mostAreAsTheyShouldBe(String command) {
        assertThat(migrator.objection(new Written(command))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"dropDatabase": 1}                                    | dropDatabase is not run by migrations; expected one of
                    {"create": 5}                                          | create names no collection
                    {"drop": "a", "writeConcern": {"w": 1}}                | writeConcern is said with each command by the runner
                    {"drop": "holdfast_schema_history"}                    | holdfast_schema_history is not a collection of the application
                    {"renameCollection": "a", "to": "system.views"}        | system.views is not a collection of the application
                    {"renameCollection": "a"}                              | what the collection is to be called
                    {"aggregate": "a", "pipeline": [{"$match": {}}]}       | this only reads; expected $out or $merge
                    {"aggregate": "a", "pipeline": [{"$out": {"db": "x", "coll": "b"}}]}                        | another database
                    {"aggregate": "a", "pipeline": [{"$out": "holdfast_b"}]}                                    | holdfast_b is not
                    {"aggregate": "a", "pipeline": [{"$merge": {"into": "b", "whenMatched": [{"$set": {}}]}}]}  | could do that twice
                    {"insert": "a", "documents": [{"_id": {"$oid": "x"}}]} | expected
                    {"insert": "a", "documents": [{"n": {"$date": true}}]} | it is not in the Extended JSON of MongoDB
                    """)
    void othersAreRefusedWithWhatToWriteInstead(String command, String reason) {
        assertThat(migrator.objection(new Written(command)).orElse("")).contains(reason);
    }

    @Test
    void whatChangesDocumentsIsPartOfATransaction() {
        assertThat(migrator.runsAlone(new Written("{\"insert\": \"a\"}"))).isFalse();
        assertThat(migrator.runsAlone(new Written("{\"findAndModify\": \"a\"}")))
                .isFalse();
        assertThat(migrator.runsAlone(new Written("{\"createIndexes\": \"a\"}")))
                .isTrue();
        assertThat(migrator.runsAlone(new Written("{\"aggregate\": \"a\"}"))).isTrue();
    }
}
