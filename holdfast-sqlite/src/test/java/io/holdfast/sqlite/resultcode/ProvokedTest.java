package io.holdfast.sqlite.resultcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.engine.Engine;
import io.holdfast.error.Causes;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.sqlite.SqliteEngine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** ERR-1, ERR-2, ERR-4: what SQLite can be made to raise with a real file means what the tables say. */
@Timeout(60)
class ProvokedTest {
    private static final String VALUE = "4711";

    private final Engine engine = new SqliteEngine();

    @TempDir
    Path folder;

    static List<Provocation> provocations() {
        return Provocations.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("provocations")
    void aCodeThatWasRaisedForRealMeansWhatTheTablesSay(Provocation provocation) throws Exception {
        try (Scene scene = new Scene(folder)) {
            Throwable thrown = catchThrowable(() -> provocation.attempt().in(scene));
            assertThat(thrown).as("what was to raise %s", provocation).isNotNull();
            assertThat(codeOf(thrown)).as("%s", thrown).isEqualTo(provocation.code());

            Failure failure = engine.classify(thrown, provocation.phase());
            Failure expected = engine.classify(new SQLiteException("x", provocation.code()), provocation.phase());
            assertThat(failure.kind()).isEqualTo(provocation.kind().orElse(expected.kind()));
            assertThat(failure.retry()).isEqualTo(expected.retry());
            assertThat(failure.kind()).isNotEqualTo(ErrorKind.INTERNAL);
            assertThat(failure.vendorCode()).isEqualTo(provocation.code().code);
            assertThat(failure.sentence() + failure.hint()).doesNotContain(VALUE, "SQLITE_", "{}");
        }
    }

    @Test
    void asManyCodesAreRaisedAsAFileCanBeMadeTo() {
        assertThat(Provocations.codes()).hasSizeGreaterThan(30);
    }

    private static SQLiteErrorCode codeOf(Throwable thrown) {
        return Causes.of(thrown).stream()
                .filter(SQLiteException.class::isInstance)
                .map(each -> ((SQLiteException) each).getResultCode())
                .findFirst()
                .orElse(SQLiteErrorCode.SQLITE_OK);
    }
}
