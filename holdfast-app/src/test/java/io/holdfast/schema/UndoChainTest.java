package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.schema.Fixture.Kind;
import io.holdfast.testkit.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MIG-2, scenario 33: fifty versions up, down to nothing, and up again; at every level the schema is the same. */
final class UndoChainTest {
    private static final int VERSIONS = 50;

    @TempDir
    private Path folder;

    /** Five kinds of changes, in turn, to a table of each five. */
    private static void write(Fixture app, int version) {
        int table = (version - 1) / 5;
        String up = switch (version % 5) {
            case 1 -> "create table t%1$d (id integer primary key, a integer not null default 7);";
            case 2 -> "alter table t%1$d add column b varchar(20);\nalter table t%1$d add column c integer;";
            case 3 -> "create index i%1$d on t%1$d (b, c);\ncreate unique index u%1$d on t%1$d (a);";
            case 4 -> "create view v%1$d as select a, b from t%1$d where c > 3;";
            default -> "create table r%1$d (t integer references t%1$d (id), primary key (t));";
        };
        String down = switch (version % 5) {
            case 1 -> "drop table t%1$d;";
            case 2 -> "alter table t%1$d drop column c;\nalter table t%1$d drop column b;";
            case 3 -> "drop index u%1$d;\ndrop index i%1$d;";
            case 4 -> "drop view v%1$d;";
            default -> "drop table r%1$d;";
        };
        app.file("V%d__step.sql".formatted(version), up.formatted(table));
        app.file("U%d__step.sql".formatted(version), down.formatted(table));
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(33)
    void theSchemaIsTheSameAtEveryLevel(Kind kind) {
        Fixture app = kind.in(folder);
        List<List<String>> levels = new ArrayList<>(List.of(app.schema()));
        for (int version = 1; version <= VERSIONS; version++) {
            write(app, version);
        }
        for (int version = 1; version <= VERSIONS; version++) {
            app.open().up(MigrationOptions.USUAL.to("" + version));
            levels.add(app.schema());
        }
        assertThat(levels).doesNotHaveDuplicates();

        for (int version = VERSIONS - 1; version >= 0; version--) {
            app.open().down(MigrationOptions.USUAL);
            assertThat(app.schema())
                    .as("the schema of version %d, on the way back", version)
                    .isEqualTo(levels.get(version));
        }
        app.open().up(MigrationOptions.USUAL);
        assertThat(app.schema()).isEqualTo(levels.get(VERSIONS));
        app.open().to(MigrationOptions.USUAL.to("0").atomic());
        assertThat(app.schema()).isEmpty();
        assertThat(app.history()).hasSize(4 * VERSIONS);
    }
}
