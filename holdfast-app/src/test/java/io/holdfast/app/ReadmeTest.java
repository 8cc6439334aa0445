package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.Holdfast;
import io.holdfast.app.demo.SampleDatabase;
import io.holdfast.config.ConfigLoader;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.config.LoadedConfig;
import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README.md shows works as it stands there: CFG-1, CON-1. */
class ReadmeTest {
    private static final Path REPOSITORY = Path.of(System.getProperty("holdfast.repository"));

    @TempDir
    private Path work;

    @Test
    void itsJavaCodeRuns() throws Exception {
        SampleDatabase sample = SampleDatabase.of(500);
        sample.writeTo(work.resolve("app.db"));
        Path file = Files.writeString(work.resolve("holdfast.yaml"), """
                databases:
                  app:
                    url: sqlite:%s
                """.formatted(work.resolve("app.db")));

        HoldfastConfig config = ConfigLoader.of(file).load().config(); // file: Path.of("holdfast.yaml")
        try (Holdfast holdfast = Holdfast.open(config)) { // waits until every database answers
            Database app = holdfast.database("app");
            DataSource plain = app.dataSource(); // for jOOQ, Jdbi, JPA, MyBatis: nothing else to learn
            long users = app.call(
                    Operation.read("count-users"),
                    session -> { // repeated if its connection is lost
                        try (Statement statement = session.connection().createStatement();
                                ResultSet rows = statement.executeQuery("select count(*) from users")) {
                            rows.next();
                            return rows.getLong(1);
                        }
                    });
            app.inTransaction(
                    transaction -> { // committed, undone, or reported as unknown: never done twice
                        try (Statement statement = transaction.connection().createStatement()) {
                            return statement.executeUpdate("update users set name = upper(name) where id = 1");
                        }
                    });
            assertThat(users).isEqualTo(sample.tables().get("users").longValue());
            try (Connection connection = plain.getConnection()) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }
    }

    @Test
    void itsConfigurationIsValid() throws IOException {
        Path password = Files.writeString(work.resolve("password"), "canary");
        Path file = Files.writeString(
                work.resolve("holdfast.yaml"), block("yaml").replace("/run/secrets/app", password.toString()));

        LoadedConfig loaded = ConfigLoader.of(file).load();

        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.config().databases().get("app").pool().size()).isEqualTo(10);
    }

    @Test
    void itsJavaCodeIsTheCodeOfThisTest() throws IOException {
        String thisTest =
                Files.readString(REPOSITORY.resolve("holdfast-app/src/test/java/io/holdfast/app/ReadmeTest.java"));

        // the test looks at what the code gives before it closes the block
        assertThat(oneLine(thisTest)).contains(oneLine(block("java")).replaceAll("}$", ""));
    }

    @Test
    void itIsShorterThan120Lines() throws IOException {
        assertThat(Files.readAllLines(REPOSITORY.resolve("README.md"))).hasSizeLessThan(120);
    }

    /** The first block of code in {@code language}. */
    private static String block(String language) throws IOException {
        String readme = Files.readString(REPOSITORY.resolve("README.md"));
        int start = readme.indexOf("```" + language + "\n") + language.length() + 4;
        return readme.substring(start, readme.indexOf("```", start));
    }

    private static String oneLine(String code) {
        return code.replaceAll("\\s+", "");
    }
}
