package io.holdfast.app.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Endpoint;
import io.holdfast.config.Secret;
import io.holdfast.testkit.EmbeddedPostgres;
import io.holdfast.testkit.Props;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CFG-5, R16: whatever is changed, no call fails for it, and what holds is one whole configuration. */
class RandomReloadTest {
    private static final int FEW = 40;
    private static final int MANY = 1_000;

    private enum Way {
        BY_HAND(RandomChanges::next),
        BY_ITSELF(RandomChanges::nextByItself);

        private final Consumer<RandomChanges> how;

        Way(Consumer<RandomChanges> how) {
            this.how = how;
        }
    }

    @TempDir
    Path folder;

    @Test
    void noChangeFailsACallToPostgresql() {
        changePostgresql(FEW, Way.BY_HAND);
    }

    @Test
    void noChangeThatIsSeenByItselfFailsACallToPostgresql() {
        changePostgresql(FEW, Way.BY_ITSELF);
    }

    @Test
    void noChangeFailsACallToSqlite() throws Exception {
        changeSqlite(FEW, Way.BY_HAND);
    }

    @Test
    @Tag("soak")
    void aThousandChangesFailNoCallToPostgresql() {
        changePostgresql(Props.count(MANY), Way.BY_HAND);
    }

    @Test
    @Tag("soak")
    void aThousandChangesThatAreSeenByThemselvesFailNoCallToPostgresql() {
        changePostgresql(Props.count(MANY), Way.BY_ITSELF);
    }

    @Test
    @Tag("soak")
    void aThousandChangesFailNoCallToSqlite() throws Exception {
        changeSqlite(Props.count(MANY), Way.BY_HAND);
    }

    private void changePostgresql(int changes, Way way) {
        Endpoint database = EmbeddedPostgres.shared().freshDatabase();
        EmbeddedPostgres.shared().execute(database, "create table t (n bigint primary key)");
        Endpoint.Credentials credentials = database.credentials().orElseThrow();
        var other = new Endpoint.Credentials(
                "other_" + Long.toString(System.nanoTime(), Character.MAX_RADIX), Secret.of("another word"));
        EmbeddedPostgres.shared()
                .execute(
                        database,
                        "create role %s login password '%s'"
                                .formatted(other.user(), other.password().reveal()),
                        "grant all on t to " + other.user());
        var settings = new SettingsFile(folder, database.url().toString())
                .always(
                        "user",
                        credentials.user(),
                        "password",
                        credentials.password().reveal());
        change(settings, changes, way, credentials, other);
    }

    private void changeSqlite(int changes, Way way) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("app.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("create table t (n integer primary key)");
        }
        change(new SettingsFile(folder, "sqlite:app.db"), changes, way);
    }

    private static void change(SettingsFile settings, int changes, Way way, Endpoint.Credentials... logins) {
        settings.always("timeouts.connect", "15s", "pool.acquire-timeout", "30s", "probe.timeout", "8s");
        if (way == Way.BY_HAND) {
            settings.manually();
        }
        Long seed = Long.getLong("holdfast.seed", System.nanoTime());
        var written = new AtomicLong();
        try (Running running = new Running(settings.loader());
                ReloadLoad readers = new ReloadLoad(3, () -> running.read("select count(*) from t"));
                ReloadLoad writers = new ReloadLoad(2, () -> write(running, written.incrementAndGet()))) {
            var random = new RandomChanges(new Random(seed), settings, running, logins);
            for (int each = 0; each < changes; each++) {
                way.how.accept(random);
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
