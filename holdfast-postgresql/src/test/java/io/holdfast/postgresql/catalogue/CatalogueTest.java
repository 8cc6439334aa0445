package io.holdfast.postgresql.catalogue;

import static io.holdfast.postgresql.TestServer.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Identity;
import io.holdfast.engine.SchemaModel.Other;
import io.holdfast.postgresql.TestServer;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** MIG-6, MIG-7: a schema is read whole, in the same words whoever reads it, and the session is left as it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CatalogueTest {
    private static final String ODD = "\"Odd \"\"Schema\"";

    private Endpoint endpoint;
    private SchemaModel model;

    @BeforeAll
    void read() throws Exception {
        endpoint = HardSchema.made();
        model = HardSchema.read(endpoint);
    }

    private String declaration(String kind, String name) {
        return model.others().stream()
                .filter(other -> other.kind().equals(kind) && other.name().equals(name))
                .map(Other::declaration)
                .findFirst()
                .orElse("nothing");
    }

    @Test
    void everyKindOfThingIsThere() {
        assertThat(model.others())
                .extracting(Other::kind)
                .contains(
                        "aggregate",
                        "cast",
                        "collation",
                        "comment",
                        "constraint",
                        "conversion",
                        "domain",
                        "extension",
                        "foreign table",
                        "function",
                        "index",
                        "materialized view",
                        "operator",
                        "operator class",
                        "operator family",
                        "policy",
                        "privileges",
                        "procedure",
                        "rule",
                        "sequence",
                        "setting",
                        "statistics",
                        "text search configuration",
                        "text search dictionary",
                        "trigger",
                        "type",
                        "view");
        assertThat(model.tables()).hasSize(12);
    }

    @Test
    void noTwoOthersHaveTheSameName() {
        assertThat(model.others())
                .extracting(Other::kind, Other::table, Other::name)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatAnExtensionBringsIsLeftOut() {
        assertThat(model.others()).noneMatch(other -> other.name().startsWith("citext_"));
        assertThat(declaration("extension", "citext")).startsWith("CREATE EXTENSION citext WITH SCHEMA public VERSION");
    }

    @Test
    void aConstraintIsEitherHeldByTheFieldsOrDeclaredWhole() {
        SchemaModel.Table order = model.table("Order").orElseThrow();
        assertThat(order.foreignKeys()).extracting(SchemaModel.ForeignKey::name).containsExactly("of_person");
        assertThat(order.uniques()).extracting(SchemaModel.Key::name).containsExactly("room_unique");
        assertThat(order.checks()).isEmpty();
        assertThat(model.others())
                .filteredOn(other ->
                        other.kind().equals("constraint") && other.table().equals("Order"))
                .extracting(Other::name)
                .containsExactly(
                        "late_unique", "never_twice", "of_other", "of_outside", "self", "some_day", "wide_unique");
        assertThat(declaration("constraint", "self"))
                .isEqualTo("ALTER TABLE public.\"Order\" ADD CONSTRAINT self FOREIGN KEY (room)"
                        + " REFERENCES public.\"Order\"(room) NOT VALID");
    }

    @Test
    void namesAreAsSqlWritesThem() {
        assertThat(model.others())
                .extracting(Other::kind, Other::name, Other::table)
                .contains(
                        tuple("function", "add(a text, VARIADIC rest text[])", ""),
                        tuple("trigger", "\"Sleeping\"", "people"),
                        tuple("operator class", "int_same USING hash", ""),
                        tuple("operator", "===(integer, integer)", ""),
                        tuple("type", "\"Address Line\"", ""),
                        tuple("setting", "identity of id", "Order"));
    }

    @Test
    void theFirstNumberOfAnIdentityIsStructureAndTheNextOneIsNot() throws Exception {
        Endpoint counted = HardSchema.made();
        try (PostgresqlSession session = TestServer.open(counted)) {
            ask(session.connection(), "SELECT setval('order_numbers', 4711)");
            assertThat(identity(HardSchema.read(session))).isEqualTo(new Identity(100, true));
            assertThat(identity(Catalogue.tables(session.connection(), "public")))
                    .isEqualTo(new Identity(4713, true));
        }
    }

    private static Identity identity(SchemaModel model) {
        return model.table("Order")
                .flatMap(table -> table.column("id"))
                .flatMap(SchemaModel.Column::identity)
                .orElseThrow();
    }

    @Test
    void theReadersOwnSettingsDoNotShowAndStayAsTheyWere() throws Exception {
        List<String> settings = List.of(
                "search_path = public, elsewhere",
                "quote_all_identifiers = on",
                "standard_conforming_strings = off",
                "TimeZone = 'Asia/Tokyo'",
                "IntervalStyle = iso_8601",
                "extra_float_digits = -3",
                "bytea_output = escape");
        try (PostgresqlSession session = TestServer.open(endpoint)) {
            for (String setting : settings) {
                HardSchema.execute(session.connection(), "SET " + setting);
            }
            String before = settings(session.connection());

            assertThat(HardSchema.read(session)).isEqualTo(model);

            assertThat(settings(session.connection())).isEqualTo(before);
            assertThat(session.connection().getAutoCommit()).isTrue();
        }
    }

    private static String settings(Connection connection) throws Exception {
        return ask(
                connection,
                "SELECT string_agg(name || setting, ' ' ORDER BY name) FROM pg_settings"
                        + " WHERE name <> 'transaction_isolation'");
    }

    @Test
    void whoeverReadsReadsTheSame() throws Exception {
        try (PostgresqlSession session = TestServer.open(endpoint)) {
            HardSchema.execute(session.connection(), "SET ROLE catalogue_reader");

            assertThat(HardSchema.read(session)).isEqualTo(model);
        }
    }

    @Test
    void aSchemaWhoseNameNeedsQuotesIsReadAsWhole() throws Exception {
        Endpoint odd = HardSchema.empty();
        try (PostgresqlSession session = TestServer.open(odd)) {
            HardSchema.execute(
                    session.connection(),
                    "CREATE SCHEMA \"Odd \"\"Schema\"; SET search_path = \"Odd \"\"Schema\";"
                            + HardSchema.text("hard-schema.sql").replace("public", ODD));

            SchemaModel read = Catalogue.read(session.connection(), "Odd \"Schema");

            assertThat(plain(read.tables().toString())).isEqualTo(model.tables().toString());
            assertThat(ofObjects(read)).containsExactlyInAnyOrderElementsOf(ofObjects(model));
        }
    }

    private static String plain(String text) {
        return text.replace(ODD, "public");
    }

    /** The schema public has a comment and privileges of its own. */
    private static List<String> ofObjects(SchemaModel model) {
        return model.others().stream()
                .map(other -> plain(other.toString()))
                .filter(text -> !text.contains("name=SCHEMA "))
                .toList();
    }

    @Test
    void whatATransactionHasDoneSoFarIsReadAndGoesOn() throws Exception {
        try (PostgresqlSession session = TestServer.open(endpoint)) {
            Connection connection = session.connection();
            connection.setAutoCommit(false);
            HardSchema.execute(connection, "SET LOCAL search_path = elsewhere; CREATE TABLE public.fresh (id int)");

            assertThat(HardSchema.read(session).table("fresh")).isPresent();

            assertThat(ask(connection, "SHOW search_path")).isEqualTo("elsewhere");
            assertThat(ask(connection, "SELECT to_regclass('public.fresh')")).isEqualTo("public.fresh");
            connection.rollback();
        }
    }

    @Test
    void aSessionWhoseTransactionHasFailedIsLeftAlone() throws Exception {
        try (PostgresqlSession session = TestServer.open(endpoint)) {
            Connection connection = session.connection();
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> ask(connection, "SELECT 1 / 0")).isInstanceOf(SQLException.class);

            assertThatThrownBy(() -> HardSchema.read(session)).hasMessageContaining("transaction is aborted");

            connection.rollback();
            assertThat(HardSchema.read(session)).isEqualTo(model);
        }
    }

    @Test
    void aSchemaThatIsNotThereIsEmpty() throws Exception {
        try (PostgresqlSession session = TestServer.open(endpoint)) {
            assertThat(Catalogue.read(session.connection(), "nowhere"))
                    .isEqualTo(new SchemaModel(List.of(), List.of()));
        }
    }

    @Test
    void aThousandTablesAreReadInAMoment() throws Exception {
        Endpoint many = TestServer.freshDatabase();
        ask(many, """
                DO $$ BEGIN
                    FOR i IN 1..1000 LOOP
                        EXECUTE format('CREATE TABLE t%s (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int UNIQUE,
                            b text DEFAULT ''x'', c numeric CHECK (c > 0), d timestamptz)', i);
                        EXECUTE format('CREATE INDEX ON t%s (b, d)', i);
                        EXECUTE format('COMMENT ON TABLE t%s IS ''a table''', i);
                    END LOOP;
                END $$""");
        try (PostgresqlSession session = TestServer.open(many)) {
            Instant start = Instant.now();
            SchemaModel read = HardSchema.read(session);
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
            assertThat(read.tables()).hasSize(1000);
        }
    }
}
