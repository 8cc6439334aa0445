package io.holdfast.schema.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.database.sqlite.SQLiteParser;
import org.flywaydb.core.internal.parser.Parser;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.resource.StringResource;
import org.flywaydb.core.internal.sqlscript.SqlStatementIterator;
import org.flywaydb.database.postgresql.PostgreSQLParser;
import org.junit.jupiter.api.Test;

/**
 * MIG-1: who comes from Flyway has the statements that Flyway had. It differs in the cases below and in no other, and there
 * the server agrees with us ({@link PostgresqlScriptsTest}, {@link SqliteScriptsTest}).
 */
final class FlywayTest {
    private static final int REFUSED = -1;

    private final FluentConfiguration configuration = new FluentConfiguration().placeholderReplacement(false);

    @Test
    void flywayCutsScriptsForPostgresqlAsWeDo() {
        var parser = new PostgreSQLParser(configuration, new ParsingContext());
        assertThat(differing(parser, PostgresqlCases.all()))
                .isEqualTo(Map.of(
                        "E'…' goes on twice", 3,
                        "parameters", 1,
                        "typed parameters", 1,
                        "a parameter is returned", 1,
                        "a parameter before FROM", 1,
                        "cases in it", 3,
                        "a column called end", 5,
                        "a column called case", REFUSED,
                        "a column called begin as atomic", REFUSED,
                        "the same in a view", REFUSED));
    }

    @Test
    void flywayCutsScriptsForSqliteAsWeDo() {
        var parser = new SQLiteParser(configuration, new ParsingContext());
        assertThat(differing(parser, SqliteCases.all()))
                .isEqualTo(Map.of(
                        "a semicolon in brackets", 4,
                        "a quote in brackets", 1,
                        "comments do not nest", 0,
                        "a transaction", REFUSED,
                        "a trigger called begin", REFUSED,
                        "a trigger called end", REFUSED,
                        "a column called end in a trigger", REFUSED,
                        "a view called trigger", REFUSED));
    }

    /** The cases in which {@code parser} finds another number of statements, and the number. */
    private static Map<String, Integer> differing(Parser parser, Stream<HardCase> cases) {
        Map<String, Integer> differing = new TreeMap<>();
        cases.forEach(hard -> {
            int count = count(parser, hard.withoutMark());
            if (count != hard.count()) {
                differing.put(hard.name(), count);
            }
        });
        return differing;
    }

    private static int count(Parser parser, String text) {
        try (SqlStatementIterator statements = parser.parse(new StringResource(text))) {
            int count = 0;
            while (statements.hasNext()) {
                statements.next();
                count++;
            }
            return count;
        } catch (FlywayException refused) {
            return REFUSED;
        }
    }
}
