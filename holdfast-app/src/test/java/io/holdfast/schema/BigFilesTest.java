package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.schema.Fixture.Kind;
import io.holdfast.testkit.Scenario;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** MIG-1, MIG-5: long files are run, and files that cannot be are refused before anything is touched. */
final class BigFilesTest {
    private static final int FIVE_MEGABYTES = 5 << 20;
    private static final int MANY = 100_000;
    private static final long GIGABYTE = 1L << 30;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    @Scenario(43)
    void oneStatementMayBeFiveMegabytesLong(Kind kind) {
        Fixture app = kind.in(folder)
                .file(
                        "V1__long.sql",
                        "create table texts (t text);\ninsert into texts values ('%s');"
                                .formatted("x".repeat(FIVE_MEGABYTES)));

        app.open().up(MigrationOptions.USUAL);

        assertThat(app.read("select length(t) from texts")).containsExactly("" + FIVE_MEGABYTES);
    }

    @ParameterizedTest
    @EnumSource
    @Scenario({43, 45})
    void everyOneOfAHundredThousandStatementsIsRun(Kind kind) {
        var text = new StringBuilder("create table numbers (n integer);\n");
        for (int number = 1; number <= MANY; number++) {
            text.append("insert into numbers values (").append(number).append(");\n");
        }
        Fixture app = kind.in(folder).file("V1__many.sql", text.toString());

        app.open().up(MigrationOptions.USUAL);

        assertThat(app.read("select count(distinct n) from numbers")).containsExactly("" + MANY);
        assertThat(app.read("select statements_done from holdfast_schema_history"))
                .containsExactly("" + (MANY + 1));
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(43)
    void aFileOfAGigabyteIsRefusedWithoutBeingRead(Kind kind) throws IOException {
        Fixture app = kind.in(folder).file("V1__make.sql", "create table t (n integer);");
        try (var file =
                new RandomAccessFile(app.migrations().resolve("V2__dump.sql").toFile(), "rw")) {
            file.setLength(GIGABYTE);
        }

        refused(app, "V2__dump.sql: it has 1,073,741,824 bytes; expected at most ");
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16, it is not in UTF-8",
        "UTF-16LE, a NUL stands here",
        "UTF-16BE, a NUL stands here",
        "ISO-8859-1, it is not in UTF-8",
    })
    @Scenario(43)
    void aTextInAnotherCodeIsRefused(String charset, String sentence) throws IOException {
        boolean wide = charset.startsWith("UTF-16");
        byte[] text = ("create table t (n integer); -- " + (wide ? "plain" : "é")).getBytes(Charset.forName(charset));
        for (Kind kind : Kind.values()) {
            Fixture app = kind.in(folder.resolve(kind.name())).file("V1__make.sql", "create table made (n integer);");
            Files.write(app.migrations().resolve("V2__coded.sql"), text);

            refused(app, sentence);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(43)
    void aNulIsRefused(Kind kind) throws IOException {
        Fixture app = kind.in(folder).file("V1__make.sql", "create table made (n integer);");
        Files.write(
                app.migrations().resolve("V2__nul.sql"), "select 1;\nselect '\0';".getBytes(StandardCharsets.UTF_8));

        refused(app, "V2__nul.sql:2: a NUL stands here");
    }

    private static void refused(Fixture app, String sentence) {
        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.VERIFICATION))
                .hasMessageContaining(sentence);
        assertThat(app.everything()).noneMatch(line -> line.contains("holdfast") || line.contains("made"));
    }
}
