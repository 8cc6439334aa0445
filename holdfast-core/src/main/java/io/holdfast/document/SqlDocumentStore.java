package io.holdfast.document;

import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.engine.document.BodyText;
import io.holdfast.engine.document.Capabilities;
import io.holdfast.engine.document.Change;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.engine.document.Draft;
import io.holdfast.engine.document.Envelope;
import io.holdfast.engine.document.Filter;
import io.holdfast.engine.document.Mark;
import io.holdfast.engine.document.Put;
import io.holdfast.engine.document.Resolution;
import io.holdfast.engine.document.Scan;
import io.holdfast.engine.document.SqlDialect;
import io.holdfast.engine.document.Standing;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.transaction.TransactionOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A collection in a table. */
final class SqlDocumentStore implements DocumentStore {
    private static final int IDS_AT_ONCE = 500;
    private static final Set<ErrorKind> ABOUT_THE_DOCUMENT =
            EnumSet.of(ErrorKind.CHECK_VIOLATION, ErrorKind.NOT_NULL_VIOLATION, ErrorKind.DATA);

    private static final int MAKINGS = 10;
    private static final Set<ErrorKind> MADE_BY_ANOTHER =
            EnumSet.of(ErrorKind.UNIQUE_VIOLATION, ErrorKind.ALREADY_EXISTS);

    private final CollectionModel model;
    private final Database database;
    private final SqlDialect dialect;
    private final SqlCollection sql;
    private final SqlRows rows;

    SqlDocumentStore(Database database, CollectionModel model, SqlDialect dialect) {
        this.database = database;
        this.model = model;
        this.dialect = dialect;
        this.sql = new SqlCollection(model, dialect);
        this.rows = new SqlRows(dialect);
    }

    /** What is done on a connection. */
    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T read(String operation, Work<T> work) {
        return database.call(Operation.read(operation), session -> work.on(session.connection()));
    }

    private <T> T write(String operation, Work<T> work) {
        return database.inTransaction(
                TransactionOptions.named(operation), transaction -> work.on(transaction.connection()));
    }

    @Override
    public Optional<Envelope> get(String id) {
        return read(
                "get-document",
                connection ->
                        envelopes(connection, sql.get(), List.of(id)).stream().findFirst());
    }

    @Override
    public List<Envelope> getAll(Collection<String> ids) {
        List<String> all = List.copyOf(ids);
        return read("get-documents", connection -> {
            List<Envelope> found = new ArrayList<>();
            for (int from = 0; from < all.size(); from += IDS_AT_ONCE) {
                List<Object> some = List.copyOf(all.subList(from, Math.min(from + IDS_AT_ONCE, all.size())));
                found.addAll(envelopes(connection, sql.getAll(some.size()), some));
            }
            return List.copyOf(found);
        });
    }

    @Override
    public boolean insertIfAbsent(Draft draft) {
        return change(
                "insert-document",
                sql.insert(),
                draft.id(),
                draft.state().name(),
                draft.nonce().orElse(null),
                SqlRows.joined(draft.applied()),
                BodyText.write(draft.body()));
    }

    @Override
    public boolean replaceIf(String id, long expected, Change next) {
        return change(
                "replace-document",
                sql.replace(),
                next.state().name(),
                SqlRows.joined(next.applied()),
                next.body().map(BodyText::write).orElse(null),
                id,
                expected);
    }

    @Override
    public boolean resolve(String id, String nonce, Resolution resolution) {
        if (resolution instanceof Resolution.Live live) {
            return change("resolve-document", sql.live(), live.version(), SqlRows.joined(live.applied()), id, nonce);
        }
        return change("withdraw-document", sql.withdraw(), id, nonce);
    }

    /** Whether it changed a row. */
    private boolean change(String operation, String statement, @Nullable Object... values) {
        return write(operation, connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(statement)) {
                SqlRows.set(prepared, values);
                return prepared.executeUpdate() == 1;
            }
        });
    }

    @Override
    public List<Put> putIfNewer(List<Envelope> copies) {
        try {
            return putAtOnce(copies);
        } catch (HoldfastException refused) {
            if (!ABOUT_THE_DOCUMENT.contains(refused.kind())) {
                throw refused;
            }
            if (copies.size() == 1) {
                Put put = new Put(
                        copies.get(0).id(),
                        Put.Outcome.REFUSED,
                        refused.failure().sentence());
                return List.of(put);
            }
            return copies.stream()
                    .flatMap(copy -> putIfNewer(List.of(copy)).stream())
                    .toList();
        }
    }

    private List<Put> putAtOnce(List<Envelope> copies) {
        return write("put-documents", connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(sql.put())) {
                for (Envelope copy : copies) {
                    SqlRows.set(prepared, rows.copied(copy));
                    prepared.addBatch();
                }
                int[] counts = prepared.executeBatch();
                List<Put> puts = new ArrayList<>();
                for (int i = 0; i < counts.length; i++) {
                    Put.Outcome outcome = counts[i] == 1 ? Put.Outcome.WRITTEN : Put.Outcome.NOT_NEWER;
                    puts.add(new Put(copies.get(i).id(), outcome, ""));
                }
                return List.copyOf(puts);
            }
        });
    }

    @Override
    public Set<String> deleteIf(List<Mark> marks) {
        return write("remove-documents", connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(sql.delete())) {
                for (Mark mark : marks) {
                    SqlRows.set(prepared, mark.id(), mark.version());
                    prepared.addBatch();
                }
                int[] counts = prepared.executeBatch();
                Set<String> deleted = new HashSet<>();
                for (int i = 0; i < counts.length; i++) {
                    if (counts[i] == 1) {
                        deleted.add(marks.get(i).id());
                    }
                }
                return Set.copyOf(deleted);
            }
        });
    }

    @Override
    public List<Envelope> scan(Scan scan, Optional<Scan.Cursor> after, int limit) {
        List<Object> values = new ArrayList<>();
        values.add(scan.state().name());
        scan.until().ifPresent(until -> values.add(dialect.time(until)));
        after.ifPresent(cursor -> {
            values.add(dialect.time(cursor.createdAt()));
            values.add(cursor.id());
        });
        values.add(limit);
        String statement = sql.scan(scan.until().isPresent(), after.isPresent());
        return read("scan-documents", connection -> envelopes(connection, statement, values));
    }

    @Override
    public Map<String, Standing> versions(Collection<String> ids) {
        List<String> all = List.copyOf(ids);
        return read("document-versions", connection -> {
            Map<String, Standing> found = new HashMap<>();
            for (int from = 0; from < all.size(); from += IDS_AT_ONCE) {
                List<String> some = all.subList(from, Math.min(from + IDS_AT_ONCE, all.size()));
                try (PreparedStatement query = connection.prepareStatement(sql.versions(some.size()))) {
                    SqlRows.set(query, some.toArray());
                    SqlRows.standings(query, found);
                }
            }
            return Map.copyOf(found);
        });
    }

    @Override
    public List<Envelope> pendingBackup(int limit) {
        return read("pending-backup", connection -> envelopes(connection, sql.pending(), List.of(limit)));
    }

    @Override
    public void markBacked(List<Mark> marks) {
        write("mark-backed-up", connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(sql.mark())) {
                for (Mark mark : marks) {
                    SqlRows.set(prepared, mark.version(), mark.id(), mark.version());
                    prepared.addBatch();
                }
                return prepared.executeBatch().length;
            }
        });
    }

    @Override
    public List<Envelope> find(Filter filter, Optional<String> after, int limit) {
        List<SqlCondition> conditions = SqlCondition.of(filter);
        List<Object> values = texts(conditions);
        after.ifPresent(values::add);
        values.add(limit);
        String statement = sql.find(conditions, after.isPresent());
        return read("find-documents", connection -> envelopes(connection, statement, values));
    }

    @Override
    public long count(Filter filter) {
        List<SqlCondition> conditions = SqlCondition.of(filter);
        return read("count-documents", connection -> {
            try (PreparedStatement query = connection.prepareStatement(sql.count(conditions))) {
                SqlRows.set(query, texts(conditions).toArray());
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    private static List<Object> texts(List<SqlCondition> conditions) {
        List<Object> values = new ArrayList<>();
        conditions.forEach(condition -> values.addAll(condition.texts()));
        return values;
    }

    private List<Envelope> envelopes(Connection connection, String statement, List<Object> values) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(statement)) {
            SqlRows.set(query, values.toArray());
            return rows.envelopes(query);
        }
    }

    @Override
    public Instant serverNow() {
        return read("server-clock", connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql.now())) {
                row.next();
                return dialect.time(row, 1).orElseThrow();
            }
        });
    }

    @Override
    public Capabilities capabilities() {
        return read("document-capabilities", dialect::capabilities);
    }

    /** PostgreSQL looks first and makes then: who makes the same meanwhile fails, and finds it made the next time. */
    @Override
    public void ensure() {
        for (int left = MAKINGS; ; left--) {
            try {
                make();
                return;
            } catch (HoldfastException failure) {
                if (left == 1 || !MADE_BY_ANOTHER.contains(failure.kind())) {
                    throw failure;
                }
            }
        }
    }

    @Override
    public List<String> faults() {
        return read("collection-faults", connection -> sql.missing(dialect.parts(connection, model.name())));
    }

    private void make() {
        write("make-collection", connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String making : sql.making()) {
                    statement.execute(making);
                }
                return model;
            }
        });
    }
}
