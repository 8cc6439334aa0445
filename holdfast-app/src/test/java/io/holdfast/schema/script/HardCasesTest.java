package io.holdfast.schema.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.ScriptFeature;
import io.holdfast.testkit.Props;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** MIG-1, MIG-3: scripts are cut between their statements, and nowhere else. */
final class HardCasesTest {

    static Stream<HardCase> postgresql() {
        return PostgresqlCases.all();
    }

    static Stream<HardCase> sqlite() {
        return SqliteCases.all();
    }

    @ParameterizedTest
    @MethodSource("postgresql")
    void aScriptForPostgresqlHasSoManyStatements(HardCase hard) {
        check(hard, HardCase.POSTGRESQL);
    }

    @ParameterizedTest
    @MethodSource("sqlite")
    void aScriptForSqliteHasSoManyStatements(HardCase hard) {
        check(hard, HardCase.SQLITE);
    }

    @Test
    void statementsThatWerePutTogetherAreFoundAgain() {
        Props.cases(2_000).forAll(Props.random(AnyScript::postgresql), any -> check(any, HardCase.POSTGRESQL));
        Props.cases(2_000).forAll(Props.random(AnyScript::sqlite), any -> check(any, HardCase.SQLITE));
    }

    private static void check(AnyScript any, Set<ScriptFeature> features) {
        Script script = Script.read("any.sql", any.text(), features);
        assertThat(script.statements()).extracting(ScriptStatement::sql).isEqualTo(any.statements());
        checkPlaces(any.text(), script.statements());
        assertThat(Script.read("same.sql", String.join(";", any.statements()), features)
                        .digest())
                .as("the digest without what stands between statements")
                .isEqualTo(script.digest());
    }

    private static void check(HardCase hard, Set<ScriptFeature> features) {
        List<ScriptStatement> statements =
                Script.read("hard.sql", hard.text(), features).statements();
        assertThat(statements).hasSize(hard.count());
        checkPlaces(hard.withoutMark(), statements);
    }

    /** Each statement stands in the text where it says, in order, and between them there is no other. */
    private static void checkPlaces(String text, List<ScriptStatement> statements) {
        int end = 0;
        for (ScriptStatement statement : statements) {
            assertThat(statement.offset()).isGreaterThanOrEqualTo(end);
            end = statement.offset() + statement.sql().length();
            assertThat(text.substring(statement.offset(), end)).isEqualTo(statement.sql());
            String before =
                    text.substring(0, statement.offset()).replace("\r\n", "\n").replace('\r', '\n');
            assertThat(statement.line())
                    .isEqualTo(1 + (int) before.chars().filter(c -> c == '\n').count());
            assertThat(statement.copyData()).isEmpty();
        }
    }
}
