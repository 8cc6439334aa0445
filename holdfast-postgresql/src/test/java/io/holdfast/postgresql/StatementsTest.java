package io.holdfast.postgresql;

import static io.holdfast.postgresql.Models.column;
import static io.holdfast.postgresql.Models.model;
import static io.holdfast.postgresql.Models.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.DataType;
import io.holdfast.engine.DataType.Base;
import io.holdfast.engine.Expression;
import io.holdfast.engine.Expression.ColumnRef;
import io.holdfast.engine.Expression.Literal;
import io.holdfast.engine.Receiver;
import io.holdfast.engine.Receiver.Staging;
import io.holdfast.engine.RowCursor;
import io.holdfast.engine.RowWriter;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Action;
import io.holdfast.engine.SchemaModel.Check;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Deferral;
import io.holdfast.engine.SchemaModel.ForeignKey;
import io.holdfast.engine.SchemaModel.Generated;
import io.holdfast.engine.SchemaModel.Identity;
import io.holdfast.engine.SchemaModel.Index;
import io.holdfast.engine.SchemaModel.Key;
import io.holdfast.engine.SchemaModel.Part;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.engine.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** XFER-1, XFER-3: what a model says is what the server has. */
final class StatementsTest {
    private static final String LONG = "a_name_that_is_much_longer_than_the_sixty_three_bytes_that_postgresql_keeps";

    private final Receiver receiver = new PostgresqlEngine().receiver().orElseThrow();
    private final Endpoint endpoint = TestServer.freshDatabase();

    private static Table users() {
        Column id = new Column(
                "id",
                "INTEGER",
                DataType.of(Base.BIGINT),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Identity(101, true)),
                "");
        Column active = new Column(
                "active",
                "BOOLEAN",
                DataType.of(Base.BOOLEAN),
                true,
                Optional.of(sql(new Literal(new Value.Int(1)))),
                Optional.empty(),
                Optional.empty(),
                "");
        Column twice = new Column(
                "twice",
                "",
                DataType.of(Base.BIGINT),
                false,
                Optional.empty(),
                Optional.of(new Generated(
                        sql(new Expression.Binary("*", new ColumnRef("age"), new Literal(new Value.Int(2)))), false)),
                Optional.empty(),
                "");
        Expression adult = new Expression.Binary(">=", new ColumnRef("age"), new Literal(new Value.Int(18)));
        return new Table(
                "users",
                List.of(id, column("e-mail", Base.TEXT), column("age", Base.INTEGER), active, twice),
                Optional.of(new Key("", List.of("id"))),
                List.of(new Key("", List.of("e-mail"))),
                List.of(),
                List.of(new Check("", sql(adult)), new Check("", sql(adult))),
                List.of(
                        new Index(
                                "by_age",
                                false,
                                List.of(new Part("age", Optional.empty(), true, "")),
                                Optional.of(sql(new Expression.Binary(
                                        "=", new ColumnRef("active"), new Literal(new Value.Int(1))))),
                                ""),
                        new Index(
                                "users_pkey",
                                true,
                                List.of(new Part(
                                        "",
                                        Optional.of(
                                                sql(new Expression.Call("lower", List.of(new ColumnRef("e-mail"))))),
                                        false,
                                        "")),
                                Optional.empty(),
                                "")),
                List.of());
    }

    private static Table orders() {
        return new Table(
                "order \"table\"",
                List.of(column("user", Base.BIGINT), column(LONG, Base.TEXT)),
                Optional.empty(),
                List.of(),
                List.of(new ForeignKey(
                        "",
                        List.of("user"),
                        "users",
                        List.of("id"),
                        Action.CASCADE,
                        Action.SET_NULL,
                        Deferral.INITIALLY_DEFERRED)),
                List.of(),
                List.of(new Index(
                        LONG, false, List.of(new Part(LONG, Optional.empty(), false, "")), Optional.empty(), "")),
                List.of());
    }

    @Test
    void everyPartOfAModelIsMadeAndReadBack() throws Exception {
        SchemaModel planned = model(orders(), users());
        try (Staging staging = receiver.prepare(endpoint, "app", "test")) {
            for (Receiver.Statement statement : receiver.statements(planned, "app")) {
                staging.execute(statement);
            }
            SchemaModel made = staging.model();
            Table users = made.table("users").orElseThrow();
            assertThat(users.columns())
                    .extracting(Column::type)
                    .isEqualTo(users().columns().stream().map(Column::type).toList());
            assertThat(users.primaryKey().orElseThrow().columns()).containsExactly("id");
            assertThat(users.uniques()).extracting(Key::columns).containsExactly(List.of("e-mail"));
            assertThat(users.checks()).hasSize(2);
            assertThat(users.indexes()).hasSize(2).anySatisfy(index -> {
                assertThat(index.name()).isEqualTo("by_age");
                assertThat(index.parts()).containsExactly(new Part("age", Optional.empty(), true, ""));
                assertThat(index.where()).isPresent();
            });
            assertThat(users.column("id").orElseThrow().identity()).contains(new Identity(101, true));
            assertThat(users.column("active")
                            .orElseThrow()
                            .defaultValue()
                            .orElseThrow()
                            .text())
                    .isEqualTo("true");
            assertThat(users.column("twice").orElseThrow().generated()).isPresent();
            Table orders = made.table("order \"table\"").orElseThrow();
            assertThat(orders.columns()).extracting(Column::name).containsExactly("user", receiver.nameOf(LONG));
            assertThat(orders.foreignKeys()).singleElement().satisfies(key -> {
                assertThat(key.table()).isEqualTo("users");
                assertThat(key.onDelete()).isEqualTo(Action.CASCADE);
                assertThat(key.onUpdate()).isEqualTo(Action.SET_NULL);
                assertThat(key.deferral()).isEqualTo(Deferral.INITIALLY_DEFERRED);
            });
            staging.publish("{}");
        }
        assertThat(TestServer.ask(endpoint, "INSERT INTO app.users (\"e-mail\", age) VALUES ('a', 20) RETURNING id"))
                .isEqualTo("101");
    }

    @Test
    void computedColumnsAreReadButNotWritten() throws Exception {
        Table users = users();
        try (Staging staging = receiver.prepare(endpoint, "app", "test")) {
            staging.execute(receiver.statements(model(users), "app").get(0));
            try (RowWriter writer = staging.writer(users)) {
                writer.write(new Value[] {new Value.Int(1), Models.text("x"), new Value.Int(21), new Value.Bool(true)});
                assertThat(writer.finish()).isEqualTo(1);
            }
            try (RowCursor rows = staging.rows(users)) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.value(4)).isEqualTo(new Value.Int(42));
                assertThat(rows.next()).isFalse();
            }
        }
    }

    @Test
    void aLongNameKeepsItsBeginningAndBecomesTheSameNameEveryTime() {
        String name = receiver.nameOf(LONG);
        assertThat(name).hasSize(63).startsWith("a_name_that_is").isEqualTo(receiver.nameOf(LONG));
        assertThat(name).isNotEqualTo(receiver.nameOf(LONG + "2"));
        assertThat(receiver.nameOf("\u00e4".repeat(40)).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(63);
        assertThat(receiver.nameOf("x".repeat(63))).isEqualTo("x".repeat(63));
    }

    @Test
    void twoTablesOfOneNameAreRefused() {
        Table one = Models.table(LONG, column("v", Base.TEXT));
        Table other = Models.table(receiver.nameOf(LONG), column("v", Base.TEXT));
        assertThatThrownBy(() -> receiver.statements(model(one, other), "app"))
                .hasMessageContaining("has, after shortening to 63 bytes, the name of another one");
    }

    @Test
    void aForeignKeyThatTheDataBreakCanHoldForNewRows() throws Exception {
        Table parent = Models.table("p", Optional.of(new Key("", List.of("id"))), column("id", Base.BIGINT));
        Table child = new Table(
                "c",
                List.of(column("p", Base.BIGINT)),
                Optional.empty(),
                List.of(),
                List.of(new ForeignKey(
                        "",
                        List.of("p"),
                        "p",
                        List.of("id"),
                        Action.NO_ACTION,
                        Action.NO_ACTION,
                        Deferral.NOT_DEFERRABLE)),
                List.of(),
                List.of(),
                List.of());
        try (Staging staging = receiver.prepare(endpoint, "app", "test")) {
            for (Receiver.Statement statement : receiver.statements(model(child, parent), "app")) {
                if (statement.step() != Receiver.Step.FOREIGN_KEYS) {
                    staging.execute(statement);
                    continue;
                }
                try (RowWriter writer = staging.writer(child)) {
                    writer.write(new Value[] {new Value.Int(5)});
                    writer.finish();
                }
                assertThatThrownBy(() -> staging.execute(statement)).hasMessageContaining("foreign key");
                staging.execute(receiver.relaxed(statement).orElseThrow());
            }
            assertThat(staging.model().table("c").orElseThrow().foreignKeys()).hasSize(1);
        }
    }
}
