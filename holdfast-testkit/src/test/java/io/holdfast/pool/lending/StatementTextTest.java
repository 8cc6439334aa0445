package io.holdfast.pool.lending;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** QRY-4: a statement is shown with its names, and without its values. */
class StatementTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "update t1 set a = 'x', b = 12.5e-3 where c2 = -7 | update t1 set a = ?, b = ?-? where c2 = -?",
                "select 'it''s' , \"the 1st\".n from \"a\"\"b'c\" | select ? , \"the 1st\".n from \"a\"\"b'c\"",
                "select E'a''b', X'00ff', U&'d\\0061t' | select E?, X?, U&?",
                "select $1, $2::int, 0x1F | select $1, $2::int, ?",
                "do $$ secret $$ | do ?",
                "do $a$ one $b$ two $$ $a$; select n$1 | do ?; select n$1",
                "select 1 -- card 4711 | select ?",
                "select /* a /* b */ c */ 2, t.x | select ?, t.x",
                "alter user u password 'open | alter user u password ?",
                "do $x$ never closed | do ?",
                "select 'a\\' or secret = 'b' | select ?",
                "insert into t values (.5, 1e10, 7) | insert into t values (.?, ?, ?)",
            })
    void valuesAreMasked(String sql, String shown) {
        assertThat(StatementText.masked(sql)).isEqualTo(shown);
    }

    @Test
    void aTextIsOneLineAndNotTooLong() {
        assertThat(StatementText.masked("select a,\n\t b -- why\n  from t")).isEqualTo("select a, b from t");
        String shown = StatementText.masked("select " + "column_name, ".repeat(1_000) + "1");
        assertThat(shown)
                .hasSizeLessThan(410)
                .startsWith("select column_name, column_name")
                .endsWith(" …");
        assertThat(StatementText.masked("")).isEmpty();
    }

    @Test
    void anEmptyMarkOrALonelyOneIsNoEndOfTheWorld() {
        assertThat(StatementText.masked("select a $ b")).isEqualTo("select a $ b");
        assertThat(StatementText.masked("select $")).isEqualTo("select $");
        assertThat(StatementText.masked("/* never closed '1'")).isEmpty();
        assertThat(StatementText.masked("select ''")).isEqualTo("select ?");
    }
}
