package io.holdfast.sqlite.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.holdfast.engine.DataType.Base;
import io.holdfast.engine.Expression;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Action;
import io.holdfast.engine.SchemaModel.Check;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Deferral;
import io.holdfast.engine.SchemaModel.ForeignKey;
import io.holdfast.engine.SchemaModel.Index;
import io.holdfast.engine.SchemaModel.Other;
import io.holdfast.engine.SchemaModel.Part;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.engine.Value;
import io.holdfast.sqlite.TestFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** XFER-1, XFER-2: the structure of a SQLite file, with every trap that other tools fall into. */
class SqliteSchemaReaderTest {
    @TempDir
    Path folder;

    private SchemaModel model(String... statements) throws Exception {
        return TestFile.in(Files.createTempDirectory(folder, "db"), statements).model();
    }

    private Table table(String... statements) throws Exception {
        return model(statements).tables().get(0);
    }

    /** XFER-1. */
    @Nested
    class Columns {
        @Test
        void namesInEveryKindOfQuotesAndAmongCommentsAreRead() throws Exception {
            Table table = table("create table [my table] ( -- first, (of all\n"
                    + " [a b]TEXT, \"c\"\"d\" int/* not ) this , */not null, `e``f`, 'g''h' blob, \"select\" real,"
                    + " größe text check(größe <> 'x') )");
            assertThat(table.name()).isEqualTo("my table");
            assertThat(table.columns())
                    .extracting(Column::name)
                    .containsExactly("a b", "c\"d", "e`f", "g'h", "select", "größe");
            assertThat(table.columns().get(1).notNull()).isTrue();
            assertThat(table.checks().get(0).condition().meaning()).isPresent();
            assertThat(table.notes()).isEmpty();
        }

        @Test
        void defaultsAreReadWithTheirMeaning() throws Exception {
            Table table = table("create table t(a default -1, b default true, c default 'it''s', d default (1 + 2),"
                    + " e default null, f default word, g default \"quoted\", h default current_timestamp,"
                    + " i default (datetime('now')), j default (strftime('%s', 'now')), k default 4.99,"
                    + " l default x'0aFF', m default +5, n default -9223372036854775808, o default 0x10)");
            assertThat(table.columns().stream()
                            .map(column -> column.defaultValue().orElseThrow().meaning())
                            .toList())
                    .containsExactly(
                            literal(new Value.Int(-1)),
                            literal(new Value.Bool(true)),
                            literal(text("it's")),
                            Optional.of(new Expression.Binary(
                                    "+",
                                    new Expression.Literal(new Value.Int(1)),
                                    new Expression.Literal(new Value.Int(2)))),
                            literal(Value.NULL),
                            literal(text("word")),
                            literal(text("quoted")),
                            Optional.of(new Expression.Now(Base.TIMESTAMP)),
                            Optional.of(new Expression.Now(Base.TIMESTAMP)),
                            Optional.empty(),
                            literal(new Value.Real(4.99)),
                            literal(new Value.Bytes(new byte[] {10, -1})),
                            literal(new Value.Int(5)),
                            literal(new Value.Int(Long.MIN_VALUE)),
                            literal(new Value.Int(16)));
            assertThat(table.columns().get(9).defaultValue().orElseThrow().text())
                    .isEqualTo("strftime('%s', 'now')");
        }

        @Test
        void computedColumnsAreReadWithTheirExpression() throws Exception {
            Table table = table("create table t(a int, b int generated always as (a * 2) stored,"
                    + " c decimal(10, 2) generated always as (a / 2) virtual not null, d as (lower(a)))");
            assertThat(table.columns().get(1).generated().orElseThrow().stored())
                    .isTrue();
            assertThat(table.columns().get(1).generated().orElseThrow().expression())
                    .satisfies(sql -> assertThat(sql.text()).isEqualTo("a * 2"))
                    .satisfies(sql -> assertThat(sql.meaning()).isPresent());
            assertThat(table.columns().get(2).generated().orElseThrow().stored())
                    .isFalse();
            assertThat(table.columns())
                    .extracting(Column::declared)
                    .containsExactly("INT", "INT", "decimal(10, 2)", "");
        }

        @Test
        void collationsAreRead() throws Exception {
            Table table = table("create table t(a text collate nocase, b text collate binary, c text collate rtrim)");
            assertThat(table.columns()).extracting(Column::collation).containsExactly("NOCASE", "", "RTRIM");
        }

        @Test
        void onlyWhatSqliteEnforcesIsNotNull() throws Exception {
            assertThat(table("create table t(k text primary key, v)")
                            .columns()
                            .get(0)
                            .notNull())
                    .isFalse();
            assertThat(table("create table t(k integer primary key, v)")
                            .columns()
                            .get(0)
                            .notNull())
                    .isTrue();
            assertThat(table("create table t(k text primary key, v) without rowid")
                            .columns()
                            .get(0)
                            .notNull())
                    .isTrue();
        }

        @Test
        void tablesMadeFromAQueryAndAddedColumnsAreRead() throws Exception {
            Table table = table(
                    "create table t as select 1 as a, 'x' as \"b c\"",
                    "alter table t add column d text not null default 'z' check (d <> '')",
                    "alter table t rename column a to \"e f\"");
            assertThat(table.columns()).extracting(Column::name).containsExactly("e f", "b c", "d");
            assertThat(table.checks()).hasSize(1);
            assertThat(table.notes()).isEmpty();
        }
    }

    /** XFER-1. */
    @Nested
    class Keys {
        @Test
        void theRowNumberIsFoundWhateverItsSpelling() throws Exception {
            for (String alias : List.of(
                    "a integer primary key",
                    "a INTEGER not null primary key asc",
                    "a integer, primary key (a)",
                    "a integer, primary key (a desc)",
                    "a integer constraint k primary key on conflict replace")) {
                assertThat(table("create table t(" + alias + ")")
                                .columns()
                                .get(0)
                                .identity())
                        .as(alias)
                        .contains(new SchemaModel.Identity(1, false));
            }
            for (String other : List.of(
                    "a integer primary key desc",
                    "a int primary key",
                    "a bigint primary key",
                    "a integer, b, primary key (a, b)",
                    "a text primary key")) {
                assertThat(table("create table t(" + other + ")")
                                .columns()
                                .get(0)
                                .identity())
                        .as(other)
                        .isEmpty();
            }
        }

        @Test
        void theNextNumberFollowsTheHighestEverUsed() throws Exception {
            Table table = table(
                    "create table t(id integer primary key autoincrement)",
                    "insert into t values (100), (1)",
                    "delete from t where id = 100");
            assertThat(table.columns().get(0).identity()).contains(new SchemaModel.Identity(101, true));
            table = table("create table t(id integer primary key)", "insert into t values (7)");
            assertThat(table.columns().get(0).identity()).contains(new SchemaModel.Identity(8, false));
            table = table("create table t(id integer, primary key(id autoincrement))");
            assertThat(table.columns().get(0).identity()).contains(new SchemaModel.Identity(1, true));
        }

        @Test
        void compositeAndNamedKeysAreReadInTheirOwnOrder() throws Exception {
            Table table = table("create table t(a, b, c, constraint pk primary key (c, a),"
                    + " constraint u unique (b, a) unique (b))");
            assertThat(table.primaryKey()).contains(new SchemaModel.Key("pk", List.of("c", "a")));
            assertThat(table.uniques())
                    .containsExactly(
                            new SchemaModel.Key("u", List.of("b", "a")), new SchemaModel.Key("", List.of("b")));
            assertThat(table.indexes()).isEmpty();
            assertThat(table.notes()).isEmpty();
        }

        @Test
        void whatAKeyCannotHoldIsNoted() throws Exception {
            Table table = table("create table t(a text, b not null on conflict ignore,"
                    + " unique (a collate nocase) on conflict replace)");
            assertThat(table.notes())
                    .anySatisfy(note -> assertThat(note).contains("NOCASE"))
                    .anySatisfy(note -> assertThat(note).contains("REPLACE"))
                    .anySatisfy(note -> assertThat(note).contains("IGNORE"));
        }

        @Test
        void storageOptionsAreNoted() throws Exception {
            assertThat(table("create table t(a int primary key, b any) strict, without rowid")
                            .notes())
                    .hasSize(2);
        }
    }

    /** XFER-1. */
    @Nested
    class References {
        private static final String PARENT = "create table Parent(Id integer primary key, x, y, unique (x, y))";

        @Test
        void referencesWithoutColumnsMeanTheParentsKey() throws Exception {
            SchemaModel model =
                    model(PARENT, "create table c(a references parent, b references PARENT(iD) on delete set null)");
            assertThat(model.table("c").orElseThrow().foreignKeys())
                    .extracting(ForeignKey::table, ForeignKey::columns, ForeignKey::references, ForeignKey::onDelete)
                    .containsExactly(
                            tuple("Parent", List.of("a"), List.of("Id"), Action.NO_ACTION),
                            tuple("Parent", List.of("b"), List.of("Id"), Action.SET_NULL));
        }

        @Test
        void compositeSelfAndCyclicReferencesAreRead() throws Exception {
            SchemaModel model = model(
                    PARENT,
                    "create table c(id integer primary key references d, p, q, up references c(id),"
                            + " constraint two foreign key (p, q) references Parent(x, y)"
                            + " on update cascade on delete set default deferrable initially deferred)",
                    "create table d(id integer primary key references c deferrable)");
            assertThat(model.table("c").orElseThrow().foreignKeys())
                    .contains(new ForeignKey(
                            "two",
                            List.of("p", "q"),
                            "Parent",
                            List.of("x", "y"),
                            Action.SET_DEFAULT,
                            Action.CASCADE,
                            Deferral.INITIALLY_DEFERRED))
                    .extracting(ForeignKey::table)
                    .containsExactly("d", "c", "Parent");
            assertThat(model.table("d").orElseThrow().foreignKeys().get(0).deferral())
                    .isEqualTo(Deferral.INITIALLY_IMMEDIATE);
        }

        @Test
        void everyActionAndMatchIsRead() throws Exception {
            SchemaModel model = model(
                    PARENT,
                    "create table c(a references Parent on delete restrict match full on update no action"
                            + " not deferrable initially deferred constraint n2 references Parent(Id))");
            Table child = model.table("c").orElseThrow();
            assertThat(child.foreignKeys())
                    .extracting(ForeignKey::name, ForeignKey::onDelete, ForeignKey::deferral)
                    .containsExactly(
                            tuple("", Action.RESTRICT, Deferral.NOT_DEFERRABLE),
                            tuple("n2", Action.NO_ACTION, Deferral.NOT_DEFERRABLE));
            assertThat(child.notes()).singleElement().asString().containsIgnoringCase("match full");
        }

        @Test
        void aReferenceToNothingIsNoted() throws Exception {
            Table table = table("create table c(a references nowhere, b references missing(x))");
            assertThat(table.foreignKeys()).isEmpty();
            assertThat(table.notes()).hasSize(2);
        }
    }

    /** XFER-1. */
    @Nested
    class IndexesAndChecks {
        @Test
        void checksOfColumnsAndTablesAreReadWithTheirNames() throws Exception {
            Table table = table("create table t(a int constraint positive check (a > 0) check(a in (1, 2)), b,"
                    + " constraint both check (a is not null or b like 'x%'), check (b glob '*(,)*'))");
            assertThat(table.checks()).extracting(Check::name).containsExactly("positive", "", "both", "");
            assertThat(table.checks().get(3).condition().text()).isEqualTo("b glob '*(,)*'");
            assertThat(table.checks().get(3).condition().meaning()).isEmpty();
            assertThat(table.checks().get(1).condition().meaning()).isPresent();
        }

        @Test
        void indexesAreReadWithExpressionsDirectionsCollationsAndConditions() throws Exception {
            Table table = table(
                    "create table t(a text collate nocase, b int, c)",
                    "create unique index \"i 1\" on t(a collate binary desc, lower(c || ',') asc, b)"
                            + " where b is not null and c <> 'x;y'",
                    "create index i2 on t(a, (b + 1) collate rtrim desc)");
            Index first = table.indexes().get(0);
            assertThat(first.unique()).isTrue();
            assertThat(first.name()).isEqualTo("i 1");
            assertThat(first.parts())
                    .extracting(Part::column, Part::descending, Part::collation)
                    .containsExactly(tuple("a", true, "BINARY"), tuple("", false, ""), tuple("b", false, ""));
            assertThat(first.parts().get(1).expression().orElseThrow().text()).isEqualTo("lower(c || ',')");
            assertThat(first.where().orElseThrow().text()).isEqualTo("b is not null and c <> 'x;y'");
            assertThat(first.where().orElseThrow().meaning()).isPresent();
            Part second = table.indexes().get(1).parts().get(1);
            assertThat(second.expression().orElseThrow().text()).isEqualTo("(b + 1)");
            assertThat(second.collation()).isEqualTo("RTRIM");
            assertThat(table.notes()).isEmpty();
        }
    }

    /** XFER-1: nothing is dropped silently. */
    @Nested
    class Others {
        @Test
        void viewsTriggersAndVirtualTablesAreNamedWithTheirDeclaration() throws Exception {
            SchemaModel model = model(
                    "create table t(a)",
                    "create view v as select a from t",
                    "create trigger tr after insert on t begin delete from t; end",
                    "create virtual table words using fts5(body)",
                    "create virtual table box using rtree(id, x0, x1)",
                    "create table words_of_mine(a)",
                    "analyze");
            assertThat(model.tables()).extracting(Table::name).containsExactly("t", "words_of_mine");
            assertThat(model.others())
                    .extracting(Other::kind, Other::name, Other::table)
                    .contains(
                            tuple("view", "v", ""),
                            tuple("trigger", "tr", "t"),
                            tuple("virtual table", "words", ""),
                            tuple("virtual table", "box", ""),
                            tuple("shadow table", "words_data", "words"),
                            tuple("shadow table", "box_node", "box"));
            assertThat(model.others()).extracting(Other::declaration).doesNotContain("");
            assertThat(model.others()).extracting(Other::name).noneMatch(name -> name.startsWith("sqlite_"));
        }
    }

    private static Optional<Expression> literal(Value value) {
        return Optional.of(new Expression.Literal(value));
    }

    private static Value text(String text) {
        return new Value.Text(text.getBytes(StandardCharsets.UTF_8));
    }
}
