package io.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CFG-1, MIG-1, MIG-6: what is declared of migrations, in short and at length. */
final class MigrationsConfigTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderAloneIsEnough() throws IOException {
        MigrationsConfig migrations = load("migrations: db/app");

        assertThat(migrations.locations()).containsExactly(folder.resolve("db/app"));
        assertThat(migrations.onStart()).isEqualTo(MigrationsConfig.OnStart.APPLY);
        assertThat(migrations.table()).isEqualTo("holdfast_schema_history");
        assertThat(migrations.schema()).isEmpty();
        assertThat(migrations.lockTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(migrations.areDeclared()).isTrue();
    }

    @Test
    void everythingCanBeSaidInASection() throws IOException {
        MigrationsConfig migrations =
                load("migrations: { locations: 'db/app, db/common', on-start: validate, table: moves, schema: tenant,"
                        + " lock-timeout: 2s, lock-wait: 1m, out-of-order: true, placeholders: 'owner=app, size=3' }");

        assertThat(migrations.locations()).containsExactly(folder.resolve("db/app"), folder.resolve("db/common"));
        assertThat(migrations.onStart()).isEqualTo(MigrationsConfig.OnStart.VALIDATE);
        assertThat(migrations.table()).isEqualTo("moves");
        assertThat(migrations.schema()).contains("tenant");
        assertThat(migrations.outOfOrder()).isTrue();
        assertThat(migrations.lockWait()).isEqualTo(Duration.ofMinutes(1));
        assertThat(migrations.placeholders()).isEqualTo(Map.of("owner", "app", "size", "3"));
    }

    @Test
    void aDatabaseWithoutThemHasNone() throws IOException {
        assertThat(load("required: true").areDeclared()).isFalse();
    }

    @Test
    void whatMakesNoSenseIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> load("migrations: { table: 'Bad Name', on-start: maybe, placeholders: 'x' }"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("databases.app.migrations.table is \"Bad Name\"; expected a name of lower-case")
                .hasMessageContaining(
                        "databases.app.migrations.on-start is \"maybe\"; expected one of apply, validate, off")
                .hasMessageContaining("databases.app.migrations.placeholders is \"x\"; expected NAME=TEXT");
    }

    @Test
    void aKeyOfTheSectionThatIsMisspelledIsNamed() {
        assertThatThrownBy(() -> load("migrations: { location: db/app }"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("did you mean databases.app.migrations.locations?");
    }

    @Test
    void whatIsIgnoredIsSaidInPatternsThatCanBeMet() throws IOException {
        assertThat(load("migrations: { locations: db/app, ignore: '*:missing,repeatable:changed' }")
                        .ignored())
                .extracting(IgnorePattern::toString)
                .containsExactly("*:missing", "repeatable:changed");
        assertThat(load("migrations: db/app").ignored()).isEmpty();
        for (String strange :
                List.of("*:mising", "versioned", "repeatable:future", "*:*", "all:missing", "*:applied")) {
            assertThatThrownBy(
                            () -> load("migrations: { locations: db/app, ignore: '*:missing, %s' }".formatted(strange)))
                    .as(strange)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(
                            "databases.app.migrations.ignore is \"%s\"; expected TYPE:STATE, separated by commas, of "
                                            .formatted(strange)
                                    + "*:changed|future|missing|out-of-order|outdated|pending|reformatted|undone;"
                                    + " versioned:changed|future|missing|out-of-order|pending|reformatted|undone;"
                                    + " repeatable:changed|missing|outdated|pending");
        }
    }

    private MigrationsConfig load(String line) throws IOException {
        Path file = folder.resolve("holdfast.yaml");
        Files.writeString(file, "databases:%n  app:%n    url: sqlite:app.db%n    %s%n".formatted(line));
        return ConfigLoader.of(file).load().config().databases().get("app").migrations();
    }
}
