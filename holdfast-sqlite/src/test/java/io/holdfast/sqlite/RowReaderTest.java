package io.holdfast.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.RowCursor;
import io.holdfast.engine.RowReader;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.engine.Session;
import io.holdfast.engine.Value;
import io.holdfast.testkit.Props;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** XFER-1, XFER-2, XFER-5: every stored value is read as it is, bit for bit, whatever the column was declared as. */
class RowReaderTest {
    private final RowReader reader = new SqliteEngine().rowReader().orElseThrow();

    @TempDir
    Path folder;

    @Test
    void eachStorageClassIsReadAsItIsStored() throws Exception {
        TestFile file = TestFile.in(
                folder,
                "create table t(a int, b text, c, d real, e numeric)",
                "insert into t values ('toto', 5, x'00ff', 3, '12.50'), (null, null, null, null, null)");
        assertThat(rows(file))
                .containsExactly(
                        List.of(text("toto"), text("5"), bytes(0, 255), new Value.Real(3), new Value.Real(12.5)),
                        List.of(Value.NULL, Value.NULL, Value.NULL, Value.NULL, Value.NULL));
    }

    @Test
    void theEdgesOfNumbersAreExact() throws Exception {
        TestFile file = TestFile.in(
                folder,
                "create table t(a)",
                "insert into t values (9223372036854775807), (-9223372036854775808), (0.1), (9e999), (-9e999),"
                        + " (5e-324), (1.7976931348623157e308), (9007199254740993)");
        assertThat(rows(file).stream().map(row -> row.get(0)))
                .containsExactly(
                        new Value.Int(Long.MAX_VALUE),
                        new Value.Int(Long.MIN_VALUE),
                        new Value.Real(0.1),
                        new Value.Real(Double.POSITIVE_INFINITY),
                        new Value.Real(Double.NEGATIVE_INFINITY),
                        new Value.Real(Double.MIN_VALUE),
                        new Value.Real(Double.MAX_VALUE),
                        new Value.Int(9007199254740993L));
    }

    @Test
    void minusZeroKeepsItsSignWhereSqliteKeepsIt() throws Exception {
        TestFile file = TestFile.in(folder, "create table t(a, b real)");
        try (Connection connection = file.connect();
                PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?)")) {
            insert.setDouble(1, -0.0);
            insert.setDouble(2, -0.0);
            insert.executeUpdate();
        }
        assertThat(rows(file)).containsExactly(List.of(new Value.Real(-0.0), new Value.Real(0.0)));
    }

    @Test
    void emptyAndBrokenTextsKeepTheirBytes() throws Exception {
        TestFile file = TestFile.in(
                folder,
                "create table t(a text)",
                "insert into t values (''), (x''), (cast(x'610062' as text)), (cast(x'ff80fe' as text)), ('ü€😀')");
        assertThat(rows(file).stream().map(row -> row.get(0)))
                .containsExactly(
                        text(""),
                        bytes(),
                        text("a\0b"),
                        new Value.Text(new byte[] {(byte) 0xff, (byte) 0x80, (byte) 0xfe}),
                        text("ü€😀"));
    }

    @Test
    void textsOfUtf16DatabasesBecomeUtf8() throws Exception {
        for (String encoding : List.of("UTF-16le", "UTF-16be")) {
            String loneHalf = encoding.endsWith("le") ? "x'3dd86100'" : "x'd83d0061'";
            String half = encoding.endsWith("le") ? "x'00dc'" : "x'dc00'";
            TestFile file = TestFile.named(
                    folder.resolve(encoding),
                    "pragma encoding = '" + encoding + "'",
                    "create table t(a text)",
                    "insert into t values ('aü€😀'), (''), (cast(" + loneHalf + " as text)), (cast(" + half
                            + " as text)), (x'6162')");
            assertThat(rows(file).stream().map(row -> row.get(0)))
                    .containsExactly(
                            text("aü€😀"),
                            text(""),
                            new Value.Text(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0xbd, 'a'}),
                            new Value.Text(new byte[] {(byte) 0xed, (byte) 0xb0, (byte) 0x80}),
                            bytes('a', 'b'));
        }
    }

    @Test
    void aLastOddByteOfUtf16StaysVisibleAsDamage() {
        assertThat(StoredText.UTF_16LE.utf8(new byte[] {'a', 0, 'b'})).containsExactly('a', 0xff, 'b');
        assertThat(StoredText.UTF_16BE.utf8(new byte[] {0, 'a', 'b'})).containsExactly('a', 0xff, 'b');
    }

    @Test
    void computedColumnsAndOddNamesAreRead() throws Exception {
        TestFile file = TestFile.in(
                folder,
                "create table \"a \"\"b] `c`\"(\"select\" int, \"x\"\"y\" text, [z z] as (\"select\" + 1) stored,"
                        + " `v` as (\"x\"\"y\" || '!'))",
                "insert into \"a \"\"b] `c`\" values (1, 'w')");
        assertThat(rows(file)).containsExactly(List.of(new Value.Int(1), text("w"), new Value.Int(2), text("w!")));
    }

    @Test
    void tablesWithoutRowidAndAddedColumnsAreRead() throws Exception {
        TestFile file = TestFile.in(
                folder,
                "create table t(k text primary key, v) without rowid",
                "insert into t values ('b', 1), ('a', 2)",
                "alter table t add column later text default 'new'");
        assertThat(rows(file))
                .containsExactlyInAnyOrder(
                        List.of(text("b"), new Value.Int(1), text("new")),
                        List.of(text("a"), new Value.Int(2), text("new")));
    }

    @Test
    void aTableMayHaveAsManyColumnsAsSqliteAllows() throws Exception {
        String columns = IntStream.range(0, 2000).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        TestFile file =
                TestFile.in(folder, "create table t(" + columns + ")", "insert into t(c0, c1999) values (1, 'last')");
        List<Value> row = rows(file).get(0);
        assertThat(row).hasSize(2000).startsWith(new Value.Int(1)).endsWith(text("last"));
    }

    @Test
    void aPinnedReaderSeesNothingOfLaterWrites() throws Exception {
        TestFile file =
                TestFile.in(folder, "pragma journal_mode = wal", "create table t(a)", "insert into t values (1)");
        Table table = file.model().tables().get(0);
        try (Session session = file.reading()) {
            reader.pin(session);
            file.run("insert into t values (2)");
            assertThat(rows(session, table)).hasSize(1);
            reader.unpin(session);
            assertThat(rows(session, table)).hasSize(2);
        }
    }

    @Test
    void aCursorMayBeLeftInTheMiddleAndClosedTwice() throws Exception {
        TestFile file = TestFile.in(folder, "create table t(a)", "insert into t values (1), (2), (3)");
        Table table = file.model().tables().get(0);
        try (Session session = file.reading()) {
            RowCursor cursor = reader.rows(session, "main", table);
            assertThat(cursor.next()).isTrue();
            cursor.close();
            cursor.close();
            assertThat(rows(session, table)).hasSize(3);
        }
    }

    @Test
    void anyValuesComeBackAsTheyWereBound() {
        Props.standard().forAll(Props.random(RowReaderTest::anyValues), values -> {
            try {
                Path path = folder.resolve("any.db");
                TestFile file = TestFile.named(path, "drop table if exists t", "create table t(a)");
                write(file, values);
                assertThat(rows(file).stream().map(row -> row.get(0))).containsExactlyElementsOf(values);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private static List<Value> anyValues(Random random) {
        List<Value> values = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            byte[] bytes = new byte[random.nextInt(5)];
            random.nextBytes(bytes);
            values.add(
                    switch (random.nextInt(5)) {
                        case 0 -> Value.NULL;
                        case 1 -> new Value.Int(random.nextLong() >> random.nextInt(64));
                        case 2 -> new Value.Real(Double.longBitsToDouble(random.nextLong() & ~(1L << 62)));
                        case 3 -> new Value.Text(bytes);
                        default -> new Value.Bytes(bytes);
                    });
        }
        return values;
    }

    private static void write(TestFile file, List<Value> values) throws Exception {
        try (Connection connection = file.connect();
                PreparedStatement plain = connection.prepareStatement("insert into t values (?)");
                PreparedStatement asText = connection.prepareStatement("insert into t values (cast(? as text))")) {
            for (Value value : values) {
                PreparedStatement insert = value instanceof Value.Text ? asText : plain;
                if (value instanceof Value.Int number) {
                    insert.setLong(1, number.value());
                } else if (value instanceof Value.Real number) {
                    insert.setDouble(1, number.value());
                } else if (value instanceof Value.Text text) {
                    insert.setBytes(1, text.utf8());
                } else if (value instanceof Value.Bytes blob) {
                    insert.setBytes(1, blob.value());
                } else {
                    insert.setNull(1, 0);
                }
                insert.executeUpdate();
            }
        }
    }

    private List<List<Value>> rows(TestFile file) throws Exception {
        try (Session session = file.reading()) {
            return rows(session, file.model().tables().get(0));
        }
    }

    private List<List<Value>> rows(Session session, Table table) throws Exception {
        List<List<Value>> rows = new ArrayList<>();
        try (RowCursor cursor = reader.rows(session, "main", table)) {
            while (cursor.next()) {
                List<Value> row = new ArrayList<>();
                for (int i = 0; i < table.columns().size(); i++) {
                    row.add(cursor.value(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static Value text(String text) {
        return new Value.Text(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Value bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return new Value.Bytes(bytes);
    }
}
