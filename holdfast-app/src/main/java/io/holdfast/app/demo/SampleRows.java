package io.holdfast.app.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Fills the sample's tables. All chance comes from one seeded source, so every run writes the same rows. */
final class SampleRows {
    private static final LocalDateTime START = LocalDateTime.of(2024, 1, 1, 8, 0);
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int BATCH = 1_000;

    private final Connection connection;
    private final Map<String, Integer> counts;
    private final SampleWords words;
    private final Random random = new Random(20_240_101);

    SampleRows(Connection connection, Map<String, Integer> counts) {
        this.connection = connection;
        this.counts = counts;
        this.words = new SampleWords(random);
    }

    void insert() throws SQLException {
        fill("users", 11, this::user);
        fill("submissions", 9, this::submission);
        fill("assessments", 8, this::assessment);
        fill("rate_limits", 4, this::rateLimit);
        forgetTheLast("users");
        forgetTheLast("submissions");
    }

    private void fill(String table, int columns, Row row) throws SQLException {
        String marks = "?, ".repeat(columns - 1) + "?";
        try (PreparedStatement insert =
                connection.prepareStatement("insert into %s values (%s)".formatted(table, marks))) {
            for (int number = 1; number <= counts.getOrDefault(table, 0); number++) {
                @Nullable Object[] values = row.values(number);
                for (int column = 0; column < columns; column++) {
                    insert.setObject(column + 1, values[column]);
                }
                insert.addBatch();
                if (number % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private @Nullable Object[] user(int id) {
        String name = words.name();
        String role = id == 1 ? "admin" : id % 20 == 0 ? "assessor" : "writer";
        return new @Nullable Object[] {
            id,
            "user%d@example.org".formatted(id),
            name,
            role,
            random.nextInt(10) == 0 ? 0 : 1,
            BigDecimal.valueOf(random.nextInt(1_000_000), 2).doubleValue(),
            sometimes(LocalDate.of(1950, 1, 1).plusDays(random.nextInt(20_000)).toString()),
            DATE_TIME.format(moment()),
            sometimes(moment().toEpochSecond(ZoneOffset.UTC)),
            "{\"theme\":\"%s\",\"mails\":%b,\"name\":\"%s\"}"
                    .formatted(random.nextBoolean() ? "dark" : "light", random.nextBoolean(), name),
            id % 8 == 0 ? bytes(64 + random.nextInt(192)) : null
        };
    }

    private @Nullable Object[] submission(int id) {
        int users = counts.getOrDefault("users", 0);
        boolean draft = id <= users;
        String body = random.nextInt(50) == 0 ? null : words.sentences(1 + random.nextInt(6));
        String status = draft ? "draft" : random.nextInt(12) == 0 ? "withdrawn" : "submitted";
        return new @Nullable Object[] {
            id,
            draft ? id : 1 + random.nextInt(users),
            words.title(),
            body,
            status,
            body == null ? 0 : body.split(" ").length,
            draft ? null : Instant.from(moment().atOffset(ZoneOffset.UTC)).toString(),
            random.nextInt(3) == 0
                    ? null
                    : "{\"source\":\"web\",\"tags\":[\"%s\",\"%s\"]}".formatted(words.word(), words.word()),
            bytes(16)
        };
    }

    private @Nullable Object[] assessment(int id) {
        int assessors = Math.max(1, counts.getOrDefault("users", 0) / 20);
        int score = random.nextInt(10_001);
        String verdict = score >= 6_000 ? "pass" : score >= 4_000 ? "revise" : "fail";
        boolean open = random.nextInt(25) == 0;
        return new @Nullable Object[] {
            id,
            id,
            random.nextInt(30) == 0 || counts.getOrDefault("users", 0) < 20
                    ? null
                    : 20 * (1 + random.nextInt(assessors)),
            open ? null : BigDecimal.valueOf(score, 2).doubleValue(),
            open ? null : random.nextDouble(),
            open ? null : verdict,
            sometimes(words.sentences(1)),
            moment().toLocalDate().toString()
        };
    }

    private @Nullable Object[] rateLimit(int number) {
        int users = counts.getOrDefault("users", 0);
        String[] buckets = {"login", "upload", "api"};
        long window = START.plusMinutes(15L * (number / users))
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
        return new @Nullable Object[] {1 + number % users, buckets[number % buckets.length], window, random.nextInt(500)
        };
    }

    /** Rows that were deleted leave their numbers used up: the next row must not get one of them. */
    private void forgetTheLast(String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("update sqlite_sequence set seq = seq + 7 where name = '%s'".formatted(table));
        }
    }

    private LocalDateTime moment() {
        return START.plusSeconds(random.nextInt(60_000_000));
    }

    private @Nullable Object sometimes(Object value) {
        return random.nextInt(10) == 0 ? null : value;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The values of one row, by its number from 1. */
    @FunctionalInterface
    private interface Row {
        @Nullable
        Object[] values(int number);
    }
}
