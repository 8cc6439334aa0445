package io.holdfast.postgresql.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Other;
import io.holdfast.engine.Scratch;
import io.holdfast.engine.Scratch.Sample;
import io.holdfast.postgresql.TestServer;
import io.holdfast.postgresql.ddl.Names;
import io.holdfast.postgresql.scratch.PostgresqlScratch;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** MIG-7: what a model says makes the schema that it was read from. */
final class DeclarationsTest {
    private static final Set<String> NOT_DROPPED = Set.of("setting", "comment", "privileges", "constraint");
    private static final Set<String> OF_A_TABLE = Set.of("trigger", "rule", "policy");
    private static final Set<String> OF_NO_SCHEMA = Set.of("cast", "extension");

    /** But for a table on a foreign server, which the database has beside its schemas. */
    @Test
    void aCopyIsTheSameSchema() throws Exception {
        Endpoint original = HardSchema.made();
        SchemaModel model = HardSchema.read(original);
        var sample = new Sample(1_000, Set.of());
        try (Scratch.Database copy = new PostgresqlScratch().copy(original, Optional.of(original), sample)) {
            assertThat(copy.notes()).isNotEmpty().allMatch(note -> note.contains("public.remote"));
            assertThat(HardSchema.read(copy.endpoint()).tables()).isEqualTo(model.tables());
            assertThat(HardSchema.read(copy.endpoint()).others())
                    .isEqualTo(model.others().stream()
                            .filter(other -> !other.toString().contains("remote"))
                            .toList());
        }
    }

    @Test
    void whatIsThereIsDroppedByItsKindAndName() throws Exception {
        Endpoint endpoint = HardSchema.made();
        SchemaModel model = HardSchema.read(endpoint);
        try (PostgresqlSession session = TestServer.open(endpoint)) {
            session.connection().setAutoCommit(false);
            for (Other other : model.others()) {
                if (!NOT_DROPPED.contains(other.kind())) {
                    HardSchema.execute(session.connection(), drop(other));
                    assertThat(HardSchema.read(session).others()).doesNotContain(other);
                    session.connection().rollback();
                }
            }
        }
    }

    private static String drop(Other other) {
        String place = OF_A_TABLE.contains(other.kind())
                ? "%s ON %s".formatted(other.name(), Names.qualified("public", other.table()))
                : OF_NO_SCHEMA.contains(other.kind()) ? other.name() : "public." + other.name();
        return "DROP %s %s CASCADE".formatted(other.kind(), place);
    }
}
