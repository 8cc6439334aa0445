package io.holdfast.postgresql;

import static io.holdfast.postgresql.Models.column;
import static io.holdfast.postgresql.Models.model;
import static io.holdfast.postgresql.Models.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.DataType.Base;
import io.holdfast.engine.Receiver;
import io.holdfast.engine.Receiver.Staging;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.testkit.fault.FaultProxy;
import io.holdfast.testkit.fault.FaultProxy.Cut;
import org.junit.jupiter.api.Test;

/** XFER-5: all of it or nothing, even when the answer to COMMIT is lost. */
final class PublicationTest {
    private static final Table TABLE = table("t", column("v", Base.BIGINT));

    private final Receiver receiver = new PostgresqlEngine().receiver().orElseThrow();
    private final Endpoint endpoint = TestServer.freshDatabase();

    private Staging prepared(FaultProxy proxy) throws Exception {
        Staging staging = receiver.prepare(proxy.endpoint(endpoint), "app", "test");
        for (Receiver.Statement statement : receiver.statements(model(TABLE), "app")) {
            staging.execute(statement);
        }
        return staging;
    }

    @Test
    void aCommitWhoseAnswerIsLostIsFoundOut() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(endpoint);
                Staging staging = prepared(proxy)) {
            proxy.cut("COMMIT", Cut.AFTER);
            staging.publish("{}");
        }
        assertThat(TestServer.ask(endpoint, "SELECT to_regclass('app.t')")).isEqualTo("app.t");
        assertThat(receiver.published(endpoint, "app")).isPresent();
    }

    @Test
    void aCommitThatNeverArrivedPublishesNothing() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(endpoint);
                Staging staging = prepared(proxy)) {
            proxy.cut("COMMIT", Cut.BEFORE);
            assertThatThrownBy(() -> staging.publish("{}"))
                    .isInstanceOfSatisfying(
                            HoldfastException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONNECTION));
        }
        assertThat(TestServer.ask(endpoint, "SELECT to_regnamespace('app')")).isNull();
        assertThat(receiver.published(endpoint, "app")).isEmpty();
        receiver.prepare(endpoint, "app", "again").close();
    }

    @Test
    void anOutcomeThatCannotBeFoundOutIsCalledUnknown() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(endpoint);
                Staging staging = prepared(proxy)) {
            proxy.cut("COMMIT", Cut.AFTER_FOR_GOOD);
            assertThatThrownBy(() -> staging.publish("{}"))
                    .isInstanceOfSatisfying(
                            HoldfastException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN));
        }
    }

    @Test
    void aFailureBeforeTheCommitLeavesTheStagingAreaForAnotherTry() throws Exception {
        try (Staging staging = receiver.prepare(endpoint, "app", "test")) {
            assertThatThrownBy(() -> staging.publish("no json"));
            staging.publish("{}");
        }
        assertThat(TestServer.ask(endpoint, "SELECT to_regnamespace('app')")).isEqualTo("app");
    }

    @Test
    void aSchemaThatWasFilledMeanwhileIsNotTouched() throws Exception {
        try (Staging staging = receiver.prepare(endpoint, "public", "test")) {
            TestServer.ask(endpoint, "CREATE TABLE public.mine (id int)");
            assertThatThrownBy(() -> staging.publish("{}"))
                    .isInstanceOfSatisfying(
                            HoldfastException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DECISION_NEEDED));
        }
        assertThat(TestServer.ask(endpoint, "SELECT to_regclass('public.mine')"))
                .isEqualTo("mine");
    }
}
