package io.holdfast.app.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Endpoint;
import io.holdfast.testkit.EmbeddedPostgres;
import io.holdfast.testkit.Props;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CFG-5, R16: whatever is changed, no call fails for it, and what holds is one whole configuration. */
class RandomReloadTest {
    private static final int FEW = 40;
    private static final int MANY = 1_000;

    @TempDir
    Path folder;

    @Test
    void noChangeFailsACallToPostgresql() {
        changePostgresql(FEW);
    }

    @Test
    void noChangeFailsACallToSqlite() throws Exception {
        changeSqlite(FEW);
    }

    @Test
    @Tag("soak")
    void aThousandChangesFailNoCallToPostgresql() {
        changePostgresql(Props.count(MANY));
    }

    @Test
    @Tag("soak")
    void aThousandChangesFailNoCallToSqlite() throws Exception {
        changeSqlite(Props.count(MANY));
    }

    private void changePostgresql(int changes) {
        Endpoint database = EmbeddedPostgres.shared().freshDatabase();
        EmbeddedPostgres.shared().execute(database, "create table t (n bigint primary key)");
        Endpoint.Credentials credentials = database.credentials().orElseThrow();
        var settings = new SettingsFile(folder, database.url().toString())
                .always(
                        "user",
                        credentials.user(),
                        "password",
                        credentials.password().reveal());
        change(settings, changes);
    }

    private void changeSqlite(int changes) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("app.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("create table t (n integer primary key)");
        }
        change(new SettingsFile(folder, "sqlite:app.db"), changes);
    }

    private static void change(SettingsFile settings, int changes) {
        settings.always("timeouts.connect", "15s", "pool.acquire-timeout", "30s", "probe.timeout", "8s");
        settings.manually();
        Long seed = Long.getLong("holdfast.seed", System.nanoTime());
        var written = new AtomicLong();
        try (Running running = new Running(settings.loader());
                ReloadLoad readers = new ReloadLoad(3, () -> running.read("select count(*) from t"));
                ReloadLoad writers = new ReloadLoad(2, () -> write(running, written.incrementAndGet()))) {
            var random = new RandomChanges(new Random(seed), settings, running);
            for (int each = 0; each < changes; each++) {
                random.next();
            }
            readers.more(20);
            writers.more(20);
            writers.close();
            readers.close();
            assertThat(readers.failures()).as("seed %d", seed).isEmpty();
            assertThat(writers.failures()).as("seed %d", seed).isEmpty();
            assertThat(running.read("select count(*) from t")).isEqualTo(written.get());
            System.out.printf("%d changes, %d calls%n", changes, readers.calls() + writers.calls());
        }
    }

    private static void write(Running running, long number) {
        running.app()
                .inTransaction(
                        tx -> tx.connection().createStatement().executeUpdate("insert into t values (" + number + ")"));
    }
}
