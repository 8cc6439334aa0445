package io.holdfast.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.holdfast.CapturedLog;
import io.holdfast.Declared;
import io.holdfast.ScriptedEngine;
import io.holdfast.config.LogConfig;
import io.holdfast.error.ConfigurationException;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Events;
import io.holdfast.log.Correlation;
import io.holdfast.resilience.Time;
import io.holdfast.testkit.Canaries;
import io.holdfast.transaction.TransactionOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.KeyValuePair;

/** AUD-5, ERR-1, ERR-4: every operation is a line of the log, with what is needed to find and to understand it. */
class OperationLogTest {
    private static final String TIME_ORDERED = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    private final CapturedLog log = new CapturedLog("io.holdfast.operation");
    private final Database database =
            Database.open(Declared.required("app"), new ScriptedEngine(), Time.real(), new Events());

    @AfterEach
    void close() {
        database.close();
        log.close();
        Canaries.assertAbsentFrom(log.text());
        assertThat(MDC.get(Correlation.KEY)).isNull();
        MDC.clear();
    }

    @Test
    void whatWasDoneIsALineWithDurationOutcomeDatabaseAndId() {
        database.call(Operation.read("count-orders"), session -> 1);
        database.inTransaction(TransactionOptions.named("pay"), transaction -> 1);

        assertThat(log.lines()).hasSize(2);
        ILoggingEvent line = log.lines().get(0);
        Map<String, Object> values = values(line);
        assertThat(line.getLevel()).isEqualTo(Level.INFO);
        assertThat(values.keySet())
                .containsExactly("database", "operation", "outcome", "took_ms", "attempts", "correlation_id");
        assertThat(values)
                .containsEntry("database", "app")
                .containsEntry("operation", "count-orders")
                .containsEntry("outcome", "done")
                .containsEntry("attempts", 1);
        assertThat((double) values.get("took_ms")).isBetween(0.0, 60_000.0);
        assertThat(String.valueOf(values.get("correlation_id"))).matches(TIME_ORDERED);
        assertThat(line.getFormattedMessage())
                .matches("app: count-orders done in [0-9.]+ ms \\[" + values.get("correlation_id") + "]");
        assertThat(values(log.lines().get(1))).containsEntry("operation", "pay");
        assertThat(values.get("correlation_id"))
                .isNotEqualTo(values(log.lines().get(1)).get("correlation_id"));
    }

    @Test
    void aFailureAndItsLineHaveTheSameIdAndTheLineHasTheTechnicalStory() {
        HoldfastException failure = catchThrowableOfType(
                HoldfastException.class,
                () -> database.call(
                        "count-orders",
                        session -> session.connection()
                                .createStatement()
                                .execute("select password='" + Canaries.PLAIN_PASSWORD + "' from nowhere")));

        ILoggingEvent line = log.lines().get(0);
        assertThat(line.getLevel()).isEqualTo(Level.WARN);
        assertThat(line.getMDCPropertyMap()).containsEntry(Correlation.KEY, failure.correlation());
        assertThat(line.getFormattedMessage())
                .contains("app: count-orders failed after", failure.getMessage(), "(syntax)", failure.correlation());
        assertThat(values(line))
                .containsEntry("outcome", "failed")
                .containsEntry("kind", "syntax")
                .containsEntry("correlation_id", failure.correlation());
        assertThat(ThrowableProxyUtil.asString(line.getThrowableProxy())).contains("Caused by: ");
    }

    @Test
    void theIdOfTheCallerIsTakenAndItsTraceWhereItHasNone() {
        try (var given = MDC.putCloseable(Correlation.KEY, "request-7")) {
            assertThat(given).isNotNull();
            assertThat(idWhileWorking()).isEqualTo("request-7");
        }
        try (var given = MDC.putCloseable("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")) {
            assertThat(given).isNotNull();
            assertThat(idWhileWorking()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        }
        assertThat(log.lines())
                .extracting(line -> values(line).get("correlation_id"))
                .containsExactly("request-7", "4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void whatCannotBeAnIdIsNotTaken() {
        for (String bad : List.of("a\nforged line", "", "x".repeat(129))) {
            try (var given = MDC.putCloseable(Correlation.KEY, bad)) {
                assertThat(given).isNotNull();
                assertThat(idWhileWorking()).matches(TIME_ORDERED);
                assertThat(MDC.get(Correlation.KEY)).isEqualTo(bad);
            }
        }
        try (var given = MDC.putCloseable("traceparent", "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01")) {
            assertThat(given).isNotNull();
            assertThat(idWhileWorking()).matches(TIME_ORDERED);
        }
    }

    @Test
    void anOperationInsideOfAnotherHasItsId() {
        database.call(Operation.read("outer"), session -> database.call(Operation.read("inner"), deeper -> 1));

        assertThat(log.lines())
                .extracting(line -> values(line).get("operation"))
                .containsExactly("inner", "outer");
        assertThat(values(log.lines().get(0)).get("correlation_id"))
                .isEqualTo(values(log.lines().get(1)).get("correlation_id"));
    }

    @Test
    void repetitionsAreCounted() {
        var calls = new AtomicInteger();
        var transactions = new AtomicInteger();

        database.call(Operation.read("third-time-lucky"), session -> failing(calls, 2));
        database.inTransaction(TransactionOptions.named("second-time"), transaction -> failing(transactions, 1));

        assertThat(log.lines()).extracting(line -> values(line).get("attempts")).containsExactly(3, 2);
        assertThat(log.lines().get(0).getFormattedMessage()).contains(", attempt 3 [");
    }

    @Test
    void whatTheWorkItselfThrowsIsLoggedWithoutItsTrace() {
        assertThatThrownBy(() -> database.call("check", session -> {
                    throw new IllegalStateException("password=" + Canaries.PLAIN_PASSWORD);
                }))
                .isExactlyInstanceOf(IllegalStateException.class);

        ILoggingEvent line = log.lines().get(0);
        assertThat(values(line)).containsEntry("kind", "application").containsEntry("outcome", "failed");
        assertThat(line.getThrowableProxy()).isNull();
    }

    @Test
    void whatFailsAfterTheCommitIsNotToldAsAFailedTransaction() {
        assertThatThrownBy(() -> database.inTransaction(TransactionOptions.named("pay"), transaction -> {
                    transaction.onCommit(() -> {
                        throw new IllegalStateException("no mail");
                    });
                    return 1;
                }))
                .isExactlyInstanceOf(IllegalStateException.class);

        ILoggingEvent line = log.lines().get(0);
        assertThat(values(line)).containsEntry("kind", "application").containsEntry("outcome", "committed");
        assertThat(line.getFormattedMessage())
                .contains("app: pay was committed, and what was to be done afterwards failed after", "no mail");
    }

    @Test
    void onlyFailuresAreLoggedIfThatIsWanted() {
        database.log(settings(LogConfig.Operations.FAILED, 1));
        oneOfEach();

        assertThat(log.lines()).extracting(line -> values(line).get("outcome")).containsExactly("failed");
    }

    @Test
    void aSampleIsOfThoseThatWentWellAndNoFailureIsLost() {
        database.log(settings(LogConfig.Operations.ALL, 0.1));
        for (int each = 0; each < 500; each++) {
            oneOfEach();
        }

        assertThat(log.lines())
                .filteredOn(line -> line.getLevel() == Level.INFO)
                .hasSizeBetween(15, 120);
        assertThat(log.lines())
                .filteredOn(line -> line.getLevel() == Level.WARN)
                .hasSize(500);
    }

    @Test
    void nothingIsLoggedWhereThatIsWantedAndAFailureHasAnIdAllTheSame() {
        database.log(settings(LogConfig.Operations.OFF, 1));

        assertThat(idWhileWorking()).isEmpty();
        assertThatThrownBy(() -> database.call("fail", session -> failing(new AtomicInteger(), 1)))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        failure -> assertThat(failure.correlation()).matches(TIME_ORDERED));
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void whereNothingIsLoggedAFailureKeepsTheIdThatItHasFromWithin() {
        database.log(settings(LogConfig.Operations.OFF, 1));
        var wrong = new ConfigurationException("the request", List.of("no name", "no place"));

        assertThatThrownBy(() -> database.call(
                        "outer",
                        session -> database.call("inner", deeper -> {
                            throw wrong;
                        })))
                .isSameAs(wrong);
        assertThat(wrong.correlation()).matches(TIME_ORDERED);
    }

    @Test
    void aFailureThatGetsAnotherIdLosesNothing() {
        var wrong = new ConfigurationException("the request", List.of("no name", "no place"));
        wrong.addSuppressed(new IllegalStateException("beside it"));

        assertThat(thrownBy(wrong)).isSameAs(wrong);
        assertThat(thrownBy(wrong)).isInstanceOfSatisfying(ConfigurationException.class, again -> {
            assertThat(again).isNotSameAs(wrong);
            assertThat(again.problems()).containsExactly("no name", "no place");
            assertThat(again.getSuppressed()).hasSize(1);
        });
    }

    @Test
    void whoWorksForAnotherThreadDoesNotDoItUnderItsOwnId() {
        MDC.put(Correlation.TRACE, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        try (var mine = MDC.putCloseable(Correlation.KEY, "mine")) {
            assertThat(mine).isNotNull();
            try (var foreign = Correlation.enterFor("")) {
                assertThat(foreign).isNotNull();
                assertThat(Correlation.current()).isEmpty();
            }
            try (var foreign = Correlation.enterFor("theirs")) {
                assertThat(foreign).isNotNull();
                assertThat(Correlation.current()).contains("theirs");
            }
            assertThat(Correlation.current()).contains("mine");
        }
        assertThat(Correlation.current()).contains("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void whereTheApplicationLogsOnlyWarningsOnlyFailuresAreLogged() {
        Logger logger = (Logger) LoggerFactory.getLogger("io.holdfast.operation");
        logger.setLevel(Level.WARN);
        oneOfEach();

        assertThat(log.lines()).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN);
    }

    @Test
    void aFailureThatTwoCallersGetHasTheIdOfEach() {
        HoldfastException shared =
                Failure.of(ErrorKind.VERIFICATION, "one row differs").exception();

        HoldfastException first = thrownBy(shared);
        HoldfastException second = thrownBy(shared);

        assertThat(first).isSameAs(shared);
        assertThat(second).isNotSameAs(shared).hasMessage("one row differs").hasCause(shared);
        assertThat(first.correlation()).isNotEqualTo(second.correlation());
    }

    private HoldfastException thrownBy(HoldfastException shared) {
        return catchThrowableOfType(
                HoldfastException.class,
                () -> database.call("compare", session -> {
                    throw shared;
                }));
    }

    private void oneOfEach() {
        database.call("succeed", session -> 1);
        assertThatThrownBy(() -> database.call("fail", session -> failing(new AtomicInteger(), 1)))
                .isInstanceOf(HoldfastException.class);
    }

    private String idWhileWorking() {
        return database.call(
                Operation.read("look"),
                session -> String.valueOf(MDC.get(Correlation.KEY)).replace("null", ""));
    }

    /** Gives a result once it has been called more often than {@code times}. */
    private static int failing(AtomicInteger runs, int times) {
        if (runs.incrementAndGet() <= times) {
            throw Failure.of(ErrorKind.DEADLOCK, "two waited for each other").exception();
        }
        return runs.get();
    }

    private static LogConfig settings(LogConfig.Operations operations, double sample) {
        return new LogConfig(operations, sample, LogConfig.Level.WARN, LogConfig.Format.TEXT);
    }

    private static Map<String, Object> values(ILoggingEvent line) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (KeyValuePair pair : line.getKeyValuePairs()) {
            values.put(pair.key, pair.value);
        }
        return values;
    }
}
