package io.holdfast.lifecycle;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engines;
import io.holdfast.engine.SqlSession;
import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.engine.document.Envelope;
import io.holdfast.routing.Category;
import io.holdfast.routing.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/**
 * Random rows of an earlier deployment: users, their analyses and HR data, and rows that cannot be imported. It knows where
 * each belongs by how it was drawn, not by what the import says. The same seed gives the same rows.
 */
final class EarlierRows {
    private static final String COLUMNS =
            "(n integer primary key, user_id text, user_type text, created_at text, id text, data %s)";
    private static final List<String> TABLES = List.of("users", "analyses", "hr");
    private static final int BATCH = 10_000;

    private final long seed;
    private final int count;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    /** {@code count} rows. */
    EarlierRows(long seed, int count) {
        this.seed = seed;
        this.count = count;
    }

    /** What a row is drawn to be. */
    enum Kind {
        OLD(Role.RASEEN_MAIN_USER, null),
        YOUNG(Role.RASEEN_TEMP_USER, null),
        EXTERNAL(Role.EXTERNAL_USERS, null),
        HR(Role.RASEEN_MAIN_HR, null),
        NO_USER(null, Reason.NO_USER),
        AMBIGUOUS(null, Reason.AMBIGUOUS_TYPE),
        BAD_TIME(null, Reason.BAD_TIME),
        EXTERNAL_HR(null, Reason.EXTERNAL_HR),
        DOUBLE(null, Reason.OTHER_CONTENT);

        final @Nullable Role home;
        final @Nullable Reason reason;

        Kind(@Nullable Role home, @Nullable Reason reason) {
            this.home = home;
            this.reason = reason;
        }
    }

    /** A row, and what is to become of it. */
    record Row(
            int n,
            String table,
            Kind kind,
            @Nullable String userId,
            @Nullable String userType,
            @Nullable String createdAt,
            String id,
            int data) {
        /** The id under which it is to be stored. */
        String target() {
            String owner = "%s_u%d".formatted(kind == Kind.EXTERNAL ? "external" : "internal", n);
            return table.equals("users") ? owner : owner + "/" + id;
        }

        String json() {
            return "{\"scores\": [%d, %d.5], \"nested\": {\"text\": \"Größe %d\"}}".formatted(data, data, data);
        }

        Body expected() {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("n", n);
            fields.put("user_id", target().replaceFirst("/.*", ""));
            fields.put("user_type", kind == Kind.EXTERNAL ? "external" : "internal");
            fields.put("created_at", createdAt);
            fields.put("id", id);
            fields.put("data", Map.of("scores", List.of(data, data + 0.5), "nested", Map.of("text", "Größe " + data)));
            return Body.of(fields);
        }

        Category category() {
            return switch (table) {
                case "users" -> Category.USER;
                case "analyses" -> Category.ANALYSIS;
                default -> Category.HR;
            };
        }
    }

    /** Is given each row. */
    interface Visitor {
        void row(Row row) throws SQLException;
    }

    void each(Visitor visitor) throws SQLException {
        Random random = new Random(seed);
        Map<String, Row> before = new TreeMap<>();
        for (int n = 1; n <= count; n++) {
            Row row = row(random, n, before);
            visitor.row(row);
            if (row.kind() == Kind.OLD || row.kind() == Kind.EXTERNAL) {
                before.put(row.table(), row);
            }
        }
    }

    private Row row(Random random, int n, Map<String, Row> before) {
        String table = TABLES.get(random.nextInt(10) < 7 ? 0 : 1 + random.nextInt(2));
        Kind kind = kind(random, table, before);
        String old = now.minus(Duration.ofDays(2 + random.nextInt(300))).toString();
        String id = "r" + n;
        int data = random.nextInt(1_000);
        String user = random.nextBoolean() ? "u" + n : (kind == Kind.EXTERNAL ? "external_u" : "internal_u") + n;
        return switch (kind) {
            case OLD -> new Row(n, table, kind, user, "internal", random.nextInt(5) == 0 ? null : old, id, data);
            case YOUNG ->
                new Row(n, table, kind, user, "internal", now.minusSeconds(60).toString(), id, data);
            case EXTERNAL -> new Row(n, table, kind, user, "external", old, id, data);
            case HR -> new Row(n, table, kind, user, random.nextBoolean() ? null : "internal", old, id, data);
            case NO_USER -> new Row(n, table, kind, null, "internal", old, id, data);
            case AMBIGUOUS -> new Row(n, table, kind, "internal_u" + n, "external", old, id, data);
            case BAD_TIME -> new Row(n, table, kind, user, "internal", "long ago", id, data);
            case EXTERNAL_HR -> new Row(n, table, kind, "u" + n, "external", old, id, data);
            case DOUBLE -> {
                Row first = before.get(table);
                yield new Row(n, table, kind, first.userId(), first.userType(), old, first.id(), data);
            }
        };
    }

    private static Kind kind(Random random, String table, Map<String, Row> before) {
        boolean isHr = table.equals("hr");
        return switch (random.nextInt(30)) {
            case 0 -> Kind.NO_USER;
            case 1 -> Kind.AMBIGUOUS;
            case 2 -> isHr ? Kind.EXTERNAL_HR : Kind.BAD_TIME;
            case 3 -> before.containsKey(table) ? Kind.DOUBLE : Kind.NO_USER;
            case 4, 5, 6, 7 -> isHr ? Kind.HR : Kind.YOUNG;
            case 8, 9, 10, 11, 12, 13 -> isHr ? Kind.HR : Kind.EXTERNAL;
            default -> isHr ? Kind.HR : Kind.OLD;
        };
    }

    /** Writes them to a file of SQLite. */
    Endpoint inFile(Path file) throws Exception {
        Files.createFile(file);
        Endpoint place = Endpoint.at("old", "sqlite:" + file);
        write(place, "json", "?");
        return place;
    }

    /** Writes them to a database of PostgreSQL. */
    Endpoint on(Endpoint place) throws Exception {
        write(place, "jsonb", "?::jsonb");
        return place;
    }

    private void write(Endpoint place, String json, String placeholder) throws Exception {
        try (var session = (SqlSession) Engines.onClassPath().of(place.url()).open(place, Duration.ofSeconds(10));
                Statement statement = session.connection().createStatement()) {
            session.connection().setAutoCommit(false);
            Map<String, PreparedStatement> inserts = new LinkedHashMap<>();
            for (String table : TABLES) {
                statement.execute("create table " + table + " " + COLUMNS.formatted(json));
                inserts.put(
                        table,
                        session.connection()
                                .prepareStatement(
                                        "insert into %s values (?, ?, ?, ?, ?, %s)".formatted(table, placeholder)));
            }
            each(row -> insert(inserts.get(row.table()), row));
            for (PreparedStatement insert : inserts.values()) {
                insert.executeBatch();
                insert.close();
            }
            session.connection().commit();
        }
    }

    private static void insert(PreparedStatement insert, Row row) throws SQLException {
        insert.setInt(1, row.n());
        insert.setString(2, row.userId());
        insert.setString(3, row.userType());
        insert.setString(4, row.createdAt());
        insert.setString(5, row.id());
        insert.setString(6, row.json());
        insert.addBatch();
        if (row.n() % BATCH == 0) {
            insert.executeBatch();
        }
    }

    /** How many of each kind there are. */
    Map<Kind, Long> kinds() throws SQLException {
        Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
        each(row -> kinds.merge(row.kind(), 1L, Long::sum));
        return kinds;
    }

    /** Fails unless each row is where it belongs, as it was, once, and nothing else is anywhere. */
    void assertImported(Deployment deployment) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        List<Row> some = new ArrayList<>();
        each(row -> {
            if (row.kind().home != null) {
                counts.merge(row.kind().home + " " + row.category(), 1L, Long::sum);
                some.add(row);
            }
            if (some.size() == BATCH) {
                assertStored(deployment, some);
                some.clear();
            }
        });
        assertStored(deployment, some);
        for (Role role : Role.values()) {
            Role counted = switch (role) {
                case SRIE_MAIN_USER -> Role.RASEEN_MAIN_USER;
                case SRIE_MAIN_HR -> Role.RASEEN_MAIN_HR;
                default -> role;
            };
            for (Category category : role.keeps()) {
                Assertions.assertThat(deployment.count(role, category))
                        .as("%s in %s", category, role)
                        .isEqualTo(counts.getOrDefault(counted + " " + category, 0L));
            }
        }
    }

    private static void assertStored(Deployment deployment, List<Row> rows) {
        Map<String, List<Row>> byPlace = new TreeMap<>();
        rows.forEach(row -> byPlace.computeIfAbsent(row.kind().home + " " + row.category(), none -> new ArrayList<>())
                .add(row));
        byPlace.values().forEach(some -> {
            Role home = Optional.ofNullable(some.get(0).kind().home).orElseThrow();
            assertStored(deployment, home, some);
            if (home == Role.RASEEN_MAIN_USER) {
                assertStored(deployment, Role.SRIE_MAIN_USER, some);
            }
            if (home == Role.RASEEN_MAIN_HR) {
                assertStored(deployment, Role.SRIE_MAIN_HR, some);
            }
        });
    }

    private static void assertStored(Deployment deployment, Role role, List<Row> rows) {
        DocumentStore store = deployment.store(role, rows.get(0).category());
        Map<String, Envelope> stored = new TreeMap<>();
        store.getAll(rows.stream().map(Row::target).toList()).forEach(each -> stored.put(each.id(), each));
        for (Row row : rows) {
            Envelope envelope = stored.get(row.target());
            Assertions.assertThat(envelope).as("%s in %s", row, role).isNotNull();
            Assertions.assertThat(envelope.isLive()).isTrue();
            Assertions.assertThat(envelope.version()).isEqualTo(1);
            Assertions.assertThat(envelope.backedUp())
                    .isEqualTo(role == Role.RASEEN_TEMP_USER || role == Role.EXTERNAL_USERS ? 0 : 1);
            if (row.createdAt() != null) {
                Assertions.assertThat(envelope.createdAt()).isEqualTo(Instant.parse(row.createdAt()));
            }
            Assertions.assertThat(envelope.body().orElseThrow().fields())
                    .as("%s in %s", row, role)
                    .isEqualTo(row.expected().fields());
        }
    }
}
