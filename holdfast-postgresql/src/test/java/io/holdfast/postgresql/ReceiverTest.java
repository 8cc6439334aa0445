package io.holdfast.postgresql;

import static io.holdfast.postgresql.Models.column;
import static io.holdfast.postgresql.Models.model;
import static io.holdfast.postgresql.Models.table;
import static io.holdfast.postgresql.Models.text;
import static io.holdfast.postgresql.TestServer.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.config.Secret;
import io.holdfast.engine.DataType.Base;
import io.holdfast.engine.Receiver;
import io.holdfast.engine.Receiver.Staging;
import io.holdfast.engine.Receiver.Statement;
import io.holdfast.engine.RowWriter;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Key;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.engine.Value;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** XFER-1, XFER-3, XFER-5. */
final class ReceiverTest {
    private static final Table PEOPLE = table(
            "people", Optional.of(new Key("", List.of("id"))), column("id", Base.BIGINT), column("name", Base.TEXT));

    private final Receiver receiver = new PostgresqlEngine().receiver().orElseThrow();
    private final Endpoint endpoint = TestServer.freshDatabase();

    private Staging received(String schema) throws Exception {
        Staging staging = receiver.prepare(endpoint, schema, "sqlite:people.db");
        SchemaModel model = model(PEOPLE);
        List<Statement> statements = receiver.statements(model, schema);
        staging.execute(statements.get(0));
        try (RowWriter writer = staging.writer(PEOPLE)) {
            writer.write(new Value[] {new Value.Int(1), text("Ada")});
            writer.write(new Value[] {new Value.Int(2), Value.NULL});
            assertThat(writer.finish()).isEqualTo(2);
        }
        staging.execute(statements.get(1));
        return staging;
    }

    @Test
    void aNewSchemaAppearsWhenItIsPublishedAndNotBefore() throws Exception {
        try (Staging staging = received("app")) {
            assertThat(ask(endpoint, "SELECT to_regclass('app.people')")).isNull();
            staging.publish("{\"rows\": 2}");
        }
        assertThat(ask(endpoint, "SELECT count(*) FROM app.people")).isEqualTo("2");
        assertThat(ask(endpoint, "SELECT to_regnamespace('holdfast_staging_app')"))
                .isNull();
        assertThat(ask(endpoint, "SELECT obj_description('app'::regnamespace)")).isNull();
    }

    @Test
    void anExistingEmptySchemaIsFilledInOneStep() throws Exception {
        try (Staging staging = received("public")) {
            staging.publish("{}");
        }
        assertThat(ask(endpoint, "SELECT count(*) FROM public.people")).isEqualTo("2");
        assertThat(ask(endpoint, "SELECT to_regclass('public.people_pkey')")).isEqualTo("people_pkey");
        assertThat(ask(endpoint, "SELECT to_regnamespace('holdfast_staging_public')"))
                .isNull();
    }

    @Test
    void aPublicationIsOnRecordWithItsReport() throws Exception {
        assertThat(receiver.published(endpoint, "app")).isEmpty();
        try (Staging staging = received("app")) {
            staging.publish("{\"rows\": 2}");
        }
        Receiver.Published published = receiver.published(endpoint, "app").orElseThrow();
        assertThat(published.source()).isEqualTo("sqlite:people.db");
        assertThat(published.report()).isEqualTo("{\"rows\": 2}");
        assertThat(receiver.published(endpoint, "other")).isEmpty();
    }

    @Test
    void whatIsNotPublishedLeavesNothing() throws Exception {
        received("app").close();
        assertThat(ask(endpoint, "SELECT count(*) FROM pg_namespace WHERE nspname LIKE '%app'"))
                .isEqualTo("0");
    }

    @Test
    void aSchemaThatHoldsATableIsRefused() throws Exception {
        ask(endpoint, "CREATE TABLE public.mine (id int)");
        assertRefused("public", ErrorKind.DECISION_NEEDED, "schema public is not empty: it holds mine");
    }

    @Test
    void aSchemaThatHoldsOnlyAFunctionIsRefused() throws Exception {
        ask(endpoint, "CREATE FUNCTION public.one() RETURNS int LANGUAGE sql RETURN 1");
        assertRefused("public", ErrorKind.DECISION_NEEDED, "one");
    }

    @Test
    void aSchemaWithAnExtensionInsideIsAsGoodAsEmpty() throws Exception {
        ask(endpoint, "CREATE SCHEMA app");
        String extension = ask(
                endpoint,
                "SELECT name FROM pg_available_extensions WHERE name IN ('citext', 'pgcrypto', 'hstore') ORDER BY 1 LIMIT 1");
        assertThat(extension).isNotNull();
        ask(endpoint, "CREATE EXTENSION " + extension + " SCHEMA app");
        try (Staging staging = received("app")) {
            staging.publish("{}");
        }
        assertThat(ask(endpoint, "SELECT count(*) FROM app.people")).isEqualTo("2");
    }

    @Test
    void aUserWhoMayNotCreateIsTold() throws Exception {
        ask(endpoint, "DROP ROLE IF EXISTS visitor");
        ask(endpoint, "CREATE ROLE visitor LOGIN PASSWORD 'guest'");
        Endpoint visitor = new Endpoint(
                "visitor", endpoint.url(), Optional.of(new Endpoint.Credentials("visitor", Secret.of("guest"))));
        assertThatThrownBy(() -> receiver.prepare(visitor, "app", "x"))
                .isInstanceOfSatisfying(HoldfastException.class, e -> {
                    assertThat(e.kind()).isEqualTo(ErrorKind.PERMISSION);
                    assertThat(e.failure().hint()).contains("GRANT CREATE");
                });
    }

    @Test
    void twoTransfersIntoOneSchemaDoNotMeet() throws Exception {
        try (Staging first = receiver.prepare(endpoint, "app", "x")) {
            assertThat(first).isNotNull();
            assertRefused("app", ErrorKind.LOCKED, "another transfer into schema app is running: connected since");
            receiver.prepare(endpoint, "other", "y").close();
        }
        receiver.prepare(endpoint, "app", "x").close();
    }

    @Test
    void whatAnInterruptedTransferLeftIsReplaced() throws Exception {
        ask(
                endpoint,
                "CREATE SCHEMA holdfast_staging_app; COMMENT ON SCHEMA holdfast_staging_app IS"
                        + " 'Staging area of a Holdfast transfer. It may be dropped when no transfer runs.';"
                        + " CREATE TABLE holdfast_staging_app.half (id int)");
        try (Staging staging = receiver.prepare(endpoint, "app", "x")) {
            assertThat(staging.model().tables()).isEmpty();
        }
    }

    @Test
    void aStagingSchemaOfSomebodyElseIsLeftAlone() throws Exception {
        ask(endpoint, "CREATE SCHEMA holdfast_staging_app");
        assertRefused("app", ErrorKind.DECISION_NEEDED, "it was not made by Holdfast");
        assertThat(ask(endpoint, "SELECT to_regnamespace('holdfast_staging_app')"))
                .isNotNull();
    }

    @Test
    void aDatabaseInAnotherEncodingIsRefused() throws Exception {
        String name = "latin_" + endpoint.url().path();
        ask(
                endpoint,
                "CREATE DATABASE " + name + " ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0");
        DatabaseUrl url = endpoint.url();
        Endpoint latin = new Endpoint(
                name,
                new DatabaseUrl(url.engine(), false, url.host(), url.port(), name, url.parameters()),
                endpoint.credentials());
        assertThatThrownBy(() -> receiver.prepare(latin, "app", "x")).hasMessageContaining("encoded in LATIN1");
    }

    @Test
    void aFailingStatementLeavesTheStagingAreaAsItWas() throws Exception {
        try (Staging staging = received("app")) {
            Statement wrong = new Statement(
                    Receiver.Step.INDEXES, "people", "x", "CREATE INDEX x ON holdfast_staging_app.people (nothing)");
            assertThatThrownBy(() -> staging.execute(wrong)).hasMessageContaining("nothing");
            assertThat(staging.model().tables()).hasSize(1);
            staging.publish("{}");
        }
    }

    private void assertRefused(String schema, ErrorKind kind, String sentence) {
        assertThatThrownBy(() -> receiver.prepare(endpoint, schema, "x"))
                .isInstanceOfSatisfying(
                        HoldfastException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(sentence);
    }
}
