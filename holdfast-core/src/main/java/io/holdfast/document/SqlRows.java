package io.holdfast.document;

import io.holdfast.engine.document.BodyText;
import io.holdfast.engine.document.Envelope;
import io.holdfast.engine.document.SqlDialect;
import io.holdfast.engine.document.Standing;
import io.holdfast.engine.document.State;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Documents as rows, and rows as documents. */
record SqlRows(SqlDialect dialect) {
    private static final String BETWEEN = " ";

    /** The columns of a document, in the order in which they are asked for: to look for them by name costs time in each row. */
    enum Column {
        ID(1),
        VER(2),
        ST(3),
        NONCE(4),
        APPLIED(5),
        BK(6),
        CREATED_AT(7),
        MOVED_AT(8),
        BODY(9);

        /** All of them, as a query names them. */
        static final String ALL = Stream.of(values()).map(Column::text).collect(Collectors.joining(", "));

        private final int place;

        Column(int place) {
            this.place = place;
        }

        /** In a row, from 1. */
        int place() {
            return place;
        }

        /** As SQL has it. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The ids of operations hold no space. */
    static String joined(List<String> applied) {
        return String.join(BETWEEN, applied);
    }

    private static List<String> split(String applied) {
        return applied.isEmpty() ? List.of() : List.of(applied.split(BETWEEN));
    }

    static void set(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /** The parameters by which {@code copy} is put. */
    @Nullable
    Object[] copied(Envelope copy) {
        if (copy.state() == State.NEW) {
            throw new IllegalArgumentException("a provisional document is not copied");
        }
        return new @Nullable Object[] {
            copy.id(),
            copy.version(),
            copy.state().name(),
            joined(copy.applied()),
            copy.backedUp(),
            dialect.time(copy.createdAt()),
            copy.body().map(BodyText::write).orElse(null)
        };
    }

    List<Envelope> envelopes(PreparedStatement query) throws SQLException {
        List<Envelope> found = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                found.add(envelope(row));
            }
        }
        return List.copyOf(found);
    }

    private Envelope envelope(ResultSet row) throws SQLException {
        return new Envelope(
                row.getString(Column.ID.place()),
                row.getLong(Column.VER.place()),
                State.valueOf(row.getString(Column.ST.place())),
                Optional.ofNullable(row.getString(Column.NONCE.place())),
                split(row.getString(Column.APPLIED.place())),
                row.getLong(Column.BK.place()),
                dialect.time(row, Column.CREATED_AT.place()).orElseThrow(),
                dialect.time(row, Column.MOVED_AT.place()),
                Optional.ofNullable(row.getString(Column.BODY.place())).map(BodyText::read));
    }

    static void standings(PreparedStatement query, Map<String, Standing> found) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                found.put(row.getString("id"), new Standing(row.getLong("ver"), State.valueOf(row.getString("st"))));
            }
        }
    }
}
