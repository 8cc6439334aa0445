package io.holdfast.postgresql.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.postgresql.TestServer;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.sql.Connection;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** MIG-6: whatever differs between two schemas differs between their models, and nothing else does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DifferencesTest {
    private PostgresqlSession changing;
    private SchemaModel original;

    @BeforeAll
    void makeTwoDatabases() throws Exception {
        original = inOrder(HardSchema.read(HardSchema.made()));
        changing = TestServer.open(HardSchema.made());
    }

    @AfterAll
    void close() {
        changing.close();
    }

    /** A column that is made anew is the last one. */
    private static SchemaModel inOrder(SchemaModel model) {
        return new SchemaModel(
                model.tables().stream().map(DifferencesTest::inOrder).toList(), model.others());
    }

    private static Table inOrder(Table table) {
        return new Table(
                table.name(),
                table.columns().stream()
                        .sorted(Comparator.comparing(Column::name))
                        .toList(),
                table.primaryKey(),
                table.uniques(),
                table.foreignKeys(),
                table.checks(),
                table.indexes(),
                table.notes());
    }

    private SchemaModel changed(String sql) throws Exception {
        Connection connection = changing.connection();
        HardSchema.execute(connection, sql);
        return inOrder(HardSchema.read(changing));
    }

    @Test
    void twoDatabasesWithTheSameSchemaHaveTheSameModel() throws Exception {
        assertThat(inOrder(HardSchema.read(changing))).isEqualTo(original);
    }

    static Stream<Change> changes() throws Exception {
        return Change.all();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeShowsAndItsUndoingDoesToo(Change change) throws Exception {
        assertThat(changed(change.apply())).isNotEqualTo(original);
        assertThat(changed(change.undo())).isEqualTo(original);
    }

    @Test
    void whatSequencesHaveCountedUpToIsNoDifference() throws Exception {
        assertThat(changed("SELECT nextval('tickets'), nextval('people_id_seq'), setval('order_numbers', 4711)"))
                .isEqualTo(original);
    }

    @Test
    void whatTheTablesHoldIsNoDifference() throws Exception {
        assertThat(changed("INSERT INTO cache VALUES ('a', 'b'); ANALYZE cache; DELETE FROM cache; ALTER TABLE cache"
                        + " ADD COLUMN short int; ALTER TABLE cache DROP COLUMN short"))
                .isEqualTo(original);
    }

    @Test
    void aPrivilegeThatEverybodyHasAnywayIsNoDifference() throws Exception {
        assertThat(changed("GRANT USAGE ON TYPE floats TO PUBLIC; GRANT ALL ON derived TO CURRENT_USER"))
                .isEqualTo(original);
    }
}
