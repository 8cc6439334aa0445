package io.holdfast.postgresql.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Other;
import io.holdfast.postgresql.TestServer;
import io.holdfast.postgresql.ddl.Names;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** MIG-7: what a model says makes the schema that it was read from. */
final class DeclarationsTest {
    private static final Set<String> AFTERWARDS = Set.of("setting");
    private static final Set<String> LAST = Set.of("comment", "privileges");
    private static final Set<String> NOT_DROPPED = Set.of("setting", "comment", "privileges", "constraint");
    private static final Set<String> OF_A_TABLE = Set.of("trigger", "rule", "policy");
    private static final Set<String> OF_NO_SCHEMA = Set.of("cast", "extension");

    @Test
    void whatIsDeclaredMakesTheSameSchema() throws Exception {
        SchemaModel model = HardSchema.read(HardSchema.made());
        List<String> things = new ArrayList<>();
        List<String> settings = new ArrayList<>();
        List<String> words = new ArrayList<>();
        model.tables().forEach(table -> things.addAll(TableSql.of(table)));
        for (Other other : model.others()) {
            List<String> list =
                    AFTERWARDS.contains(other.kind()) ? settings : LAST.contains(other.kind()) ? words : things;
            list.add(other.declaration());
        }
        Endpoint copy = HardSchema.empty();
        try (PostgresqlSession session = TestServer.open(copy)) {
            makeAll(session, things);
            makeAll(session, settings);
            makeAll(session, words);
            assertThat(HardSchema.read(session)).isEqualTo(model);
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

    /** Again and again, for as long as anything more can be made: what is needed comes first by itself. */
    private static void makeAll(PostgresqlSession session, List<String> statements) {
        List<String> left = statements;
        List<String> failures = List.of();
        int before;
        do {
            before = left.size();
            List<String> again = new ArrayList<>();
            failures = new ArrayList<>();
            for (String statement : left) {
                try {
                    HardSchema.execute(session.connection(), statement);
                } catch (SQLException failure) {
                    again.add(statement);
                    failures.add(statement + ": " + failure.getMessage());
                }
            }
            left = again;
        } while (left.size() < before);
        assertThat(failures).isEmpty();
    }
}
