package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Engine;
import io.holdfast.engine.Engines;
import io.holdfast.resilience.Time;
import io.holdfast.schema.Fixture.Kind;
import io.holdfast.testkit.fault.FaultProxy;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * MIG-3, MIG-5: a migration of one statement costs at most five calls of the database, its transaction, its line of history
 * and the look whether another runner was faster included. What a run costs beside its migrations does not count: it is in
 * a run of a few as it is in a run of many.
 */
final class MigrationCallsTest {
    private static final int FEW = 12;
    private static final int MANY = 60;
    private static final int MOST = 5;

    @TempDir
    private Path folder;

    @Test
    void aMigrationOfSqliteIsAtMostFiveStatements() {
        int more = sqliteCalls(MANY) - sqliteCalls(FEW);

        assertThat(more).as("begin, statement, line, commit").isGreaterThanOrEqualTo((MANY - FEW) * 4);
        assertThat(more).isLessThanOrEqualTo((MANY - FEW) * MOST);
    }

    @Test
    void aMigrationOfPostgresqlIsAtMostFiveRoundTrips() {
        int more = postgresqlCalls(MANY) - postgresqlCalls(FEW);

        assertThat(more)
                .as("statement, line, commit; the driver sends a begin with what follows")
                .isGreaterThanOrEqualTo((MANY - FEW) * 3);
        assertThat(more).isLessThanOrEqualTo((MANY - FEW) * MOST);
    }

    private int sqliteCalls(int migrations) {
        var engine = new CountedSqlite();
        Fixture app = Kind.SQLITE.in(folder.resolve(String.valueOf(migrations)));
        apply(app, migrations, engine);
        return engine.calls();
    }

    private int postgresqlCalls(int migrations) {
        Fixture server = Kind.POSTGRESQL.in(folder.resolve(String.valueOf(migrations)));
        try (FaultProxy proxy = FaultProxy.to(server.place())) {
            Fixture app = Fixture.at(folder.resolve(String.valueOf(migrations)), proxy.endpoint(server.place()));
            apply(app, migrations, Engines.onClassPath().of(app.place().url()));
            return proxy.answers();
        }
    }

    private static void apply(Fixture app, int migrations, Engine engine) {
        for (int number = 1; number <= migrations; number++) {
            app.file("V%d__one.sql".formatted(number), "create table t%d (n integer)".formatted(number));
        }
        Migrations.of(app.config(), engine, Time.real(), MigrationListener.SILENT)
                .up(MigrationOptions.USUAL);
        assertThat(app.history()).hasSize(migrations);
    }
}
