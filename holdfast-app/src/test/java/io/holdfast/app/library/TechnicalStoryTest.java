package io.holdfast.app.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.holdfast.database.Database;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Masking;
import io.holdfast.testkit.Canaries;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** ERR-1, AUD-5, R8, R9: people get a sentence, the log gets the whole story, and one id belongs to both. */
class TechnicalStoryTest {
    private static final List<String> TABLES = List.of(
            "create table parent (id integer primary key)",
            "create table child (id integer primary key, parent integer references parent,"
                    + " n integer not null default 1 check (n > 0))");

    private static final List<String> BOTH = List.of(
            "insert into parent values (1), (1)",
            "insert into child (id, parent) values (1, 99)",
            "insert into child (id, n) values (2, -1)",
            "insert into child (id, n) values (3, null)",
            "selekt 1",
            "select * from nowhere");

    /** What a server raises where it is in trouble; each of these codes comes from a real server here. */
    private static final List<String> STATES = List.of(
            "08006", "22012", "25006", "28P01", "40001", "40P01", "42501", "42P07", "53100", "53200", "53300", "55P03",
            "57014", "57P03", "0A000", "XX000", "XX001");

    private static final Set<ErrorKind> OF_FILES = EnumSet.of(
            ErrorKind.UNIQUE_VIOLATION,
            ErrorKind.FOREIGN_KEY_VIOLATION,
            ErrorKind.CHECK_VIOLATION,
            ErrorKind.NOT_NULL_VIOLATION,
            ErrorKind.SYNTAX);

    private static final Set<ErrorKind> OF_SERVERS = EnumSet.of(
            ErrorKind.AUTHENTICATION,
            ErrorKind.CANCELLED,
            ErrorKind.OUTCOME_UNKNOWN, // a connection that is lost while a statement commits by itself
            ErrorKind.UNSUPPORTED,
            ErrorKind.INTERNAL,
            ErrorKind.PERMISSION,
            ErrorKind.NOT_FOUND,
            ErrorKind.ALREADY_EXISTS,
            ErrorKind.DATA,
            ErrorKind.DEADLOCK,
            ErrorKind.SERIALIZATION,
            ErrorKind.LOCKED,
            ErrorKind.READ_ONLY,
            ErrorKind.DISK_FULL,
            ErrorKind.RESOURCE,
            ErrorKind.CORRUPT);

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.holdfast.operation");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing(); // keeps what the thread's MDC has now
            super.append(event);
        }
    };

    private @Nullable Level before;

    @TempDir
    Path folder;

    @BeforeEach
    void listen() {
        before = logger.getLevel();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(before);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatAServerRaisesIsInTheLogUnderTheIdOfTheException(Kind kind) throws SQLException {
        Set<ErrorKind> raised = EnumSet.noneOf(ErrorKind.class);
        try (Database database = kind.open(folder)) {
            try (Connection connection = database.dataSource().getConnection()) {
                for (String table : TABLES) {
                    execute(connection, table);
                }
            }
            for (String statement : statements(kind)) {
                lines.list.clear();
                HoldfastException failure = catchThrowableOfType(
                        HoldfastException.class,
                        () -> database.call(
                                "story",
                                session -> execute(
                                        session.connection(),
                                        "/* password=" + Canaries.PLAIN_PASSWORD + " */ " + statement)));
                assertThat(failure).as(statement).isNotNull();
                isToldInFull(failure, kind);
                raised.add(failure.kind());
            }
        }
        assertThat(raised).containsAll(OF_FILES);
        if (kind == Kind.POSTGRESQL) {
            assertThat(raised).containsAll(OF_SERVERS);
        }
    }

    private void isToldInFull(HoldfastException exception, Kind kind) {
        Failure failure = exception.failure();
        assertThat(lines.list).as(exception.getMessage()).hasSize(1);
        ILoggingEvent line = lines.list.get(0);
        Map<String, Object> values = new HashMap<>();
        line.getKeyValuePairs().forEach(pair -> values.put(pair.key, pair.value));
        String trace = ThrowableProxyUtil.asString(line.getThrowableProxy());

        assertThat(exception.correlation()).isNotEmpty();
        assertThat(values)
                .containsEntry("correlation_id", exception.correlation())
                .containsEntry("kind", failure.kind().code())
                .containsEntry("database", "app")
                .containsEntry("operation", "story");
        assertThat(line.getMDCPropertyMap()).containsEntry("correlation-id", exception.correlation());
        assertThat(line.getFormattedMessage()).contains(exception.correlation(), failure.sentence());
        if (kind == Kind.POSTGRESQL) {
            assertThat(values.get("sqlstate")).isEqualTo(failure.sqlState()).isNotNull();
            assertThat(trace).contains("PSQLException");
        } else {
            assertThat(values.get("vendor_code"))
                    .isEqualTo(failure.vendorCode())
                    .isNotNull();
            assertThat(trace).contains("SQLite");
        }
        Canaries.assertAbsentFrom(trace + line.getFormattedMessage() + values);
        isForPeople(failure);
    }

    private static void isForPeople(Failure failure) {
        assertThat(failure.sentence())
                .isEqualTo(Masking.clean(failure.sentence()))
                .doesNotContainPattern("Exception|SQLSTATE|\\bjava\\.|ERROR:|/\\*");
        assertThat(failure.hint()).as(failure.sentence()).isNotBlank();
    }

    private static List<String> statements(Kind kind) {
        List<String> all = new ArrayList<>(BOTH);
        if (kind == Kind.POSTGRESQL) {
            STATES.forEach(state -> all.add(
                    "do $$ begin raise exception 'made for a test' using errcode = '%s'; end $$".formatted(state)));
        }
        return all;
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }
}
