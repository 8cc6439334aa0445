package io.holdfast.schema.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.ScriptForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MIG-1, scenarios 28, 40 and 43: which files are migrations, and what their names and texts say. */
final class LocationsTest {
    private final FileProblems problems = new FileProblems();

    @TempDir
    private Path folder;

    private MigrationFiles read() {
        return Locations.read(List.of(folder), ScriptForm.SQL, Map.of("name", "t"), List.of(), problems);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void filesInFoldersAreFoundAndLinksCountAsWhatTheyLeadTo() throws IOException {
        write("..2026_11_29/V1__mounted.sql", "select 1;");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_11_29"));
        Files.createSymbolicLink(folder.resolve("V1__mounted.sql"), Path.of("..data/V1__mounted.sql"));
        write("2026/V2__inner.sql", "select 2;");
        write("readme.txt", "no migration");
        write("seed.sql", "no migration either");

        assertThat(read().versioned())
                .extracting(MigrationFile::script)
                .containsExactly("V1__mounted.sql", "2026/V2__inner.sql");
        assertThat(problems.sentences()).isEmpty();
    }

    @Test
    void aFolderIsAFolderWhateverItIsCalledAndALinkToNothingIsNamed() throws IOException {
        write("orders.sql/V2__inner.sql", "select 2;");
        Files.createSymbolicLink(folder.resolve("V3__gone.sql"), Path.of("nowhere"));

        assertThat(read().versioned()).extracting(MigrationFile::script).containsExactly("orders.sql/V2__inner.sql");
        assertThat(problems.sentences())
                .containsExactly("V3__gone.sql: it cannot be read: there is no file where it points to, or it was taken"
                        + " away just now");
    }

    /** Many files are read by several threads; what is wrong is told in the order of their names all the same. */
    @Test
    void whatIsWrongWithManyFilesIsToldInTheirOrder() throws IOException {
        for (int version = 100; version < 300; version++) {
            write("V%d__x.sql".formatted(version), version % 10 == 0 ? "select ${nobody};" : "select 1;");
        }

        assertThat(read().versioned()).hasSize(200);
        assertThat(problems.sentences()).hasSize(20).isSorted();
    }

    @ParameterizedTest
    @CsvSource({
        "V1__a_b.sql, 1, a b",
        "V1.sql, 1, ''",
        "V1_2__x.sql, 1.2, x",
        "V1.2.3__x__y.sql, 1.2.3, x  y",
        "V20260101120000__x.sql, 20260101120000, x",
        "V12345678901234567890123__x.sql, 12345678901234567890123, x",
        "V007__x.sql, 007, x",
    })
    void namesAreReadAsFlywayReadsThem(String file, String version, String name) throws IOException {
        write(file, "select 1;");

        assertThat(read().versioned()).singleElement().satisfies(found -> {
            assertThat(found.number()).hasToString(version);
            assertThat(found.name()).isEqualTo(name);
        });
    }

    @Test
    void versionsAreInTheOrderOfTheirNumbers() throws IOException {
        for (String version : List.of("10", "9", "1.10", "1.9", "2", "1")) {
            write("V%s__x.sql".formatted(version), "select 1;");
        }

        assertThat(read().versioned())
                .extracting(file -> file.number().toString())
                .containsExactly("1", "1.9", "1.10", "2", "9", "10");
    }

    @ParameterizedTest
    @CsvSource({"v1__x.sql", "V1_x.sql", "V__x.sql", "R_x.sql", "U1-x.sql", "V1__x.SQL"})
    void whatWasMeantToBeOneIsNotPassedOver(String file) throws IOException {
        write(file, "select 1;");

        read();

        boolean meant = !file.equals("V__x.sql") && !file.endsWith(".SQL");
        assertThat(problems.sentences()).hasSize(meant ? 1 : 0);
    }

    @Test
    void optionsStandInTheFirstLinesOrBesideTheFile() throws IOException {
        write(
                "V1__a.sql",
                "-- a note\n\n-- holdfast: transaction=off lock-timeout=150ms\nselect 1;\n-- holdfast: no=option");
        write("V2__b.sql", "select '${unknown}';");
        write("V2__b.sql.conf", "executeInTransaction=false\nplaceholderReplacement=false\n");
        write("V3__c.sql", "select 1;");
        write("V3__c.sql.conf", "shouldExecute=true");

        List<MigrationFile> files = List.copyOf(read().versioned());

        assertThat(files.get(0).options().transaction()).isFalse();
        assertThat(files.get(0).options().lockTimeout().orElseThrow()).hasMillis(150);
        assertThat(files.get(1).options().transaction()).isFalse();
        assertThat(files.get(1).text()).contains("${unknown}");
        assertThat(problems.sentences())
                .singleElement()
                .asString()
                .contains("V3__c.sql.conf: the key shouldExecute is not known");
    }

    @Test
    void aTextThatIsNotUtf8IsRefusedAndAMarkOfItIsTakenOff() throws IOException {
        Files.write(folder.resolve("V1__latin.sql"), "select 'é'".getBytes(StandardCharsets.ISO_8859_1));
        write("V2__mark.sql", "\ufeffselect '${name}'");

        assertThat(read().versioned()).singleElement().satisfies(file -> {
            assertThat(file.text()).isEqualTo("select 't'");
            assertThat(file.print()).isEqualTo(Fingerprint.of("select '${name}'"));
        });
        assertThat(problems.sentences())
                .containsExactly("V1__latin.sql: it is not in UTF-8; expected that, with or without a byte order mark");
    }

    @Test
    void aFolderThatIsMissingIsNamed() {
        Locations.read(List.of(folder.resolve("none")), ScriptForm.SQL, Map.of(), List.of(), problems);

        assertThat(problems.sentences()).singleElement().asString().contains("none: no such folder");
    }
}
