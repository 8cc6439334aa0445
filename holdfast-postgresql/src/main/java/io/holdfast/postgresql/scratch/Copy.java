package io.holdfast.postgresql.scratch;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Other;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.engine.Scratch.Sample;
import io.holdfast.postgresql.catalogue.Catalogue;
import io.holdfast.postgresql.ddl.Names;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Copies the structure of a database, and a sample of its rows as they were at one moment. Rows whose referred rows are not
 * in the sample are left out, so that every foreign key holds.
 */
final class Copy {
    /** What works on rows, or is about things that must be there: made when the rows are there. */
    private static final Set<String> AFTERWARDS = Set.of("constraint", "trigger", "rule", "policy");

    /** What is set on things that must be there, once all are. */
    private static final Set<String> SETTINGS = Set.of("setting", "comment", "privileges", "security label");

    private static final String SCHEMAS = """
            select nspname from pg_catalog.pg_namespace
            where nspname !~ '^pg_' and nspname <> 'information_schema' order by nspname""";
    private static final String SEQUENCES = """
            select schemaname, sequencename, last_value from pg_catalog.pg_sequences where last_value is not null""";

    private final Endpoint original;
    private final ScratchDatabase target;
    private final Sample sample;

    Copy(Endpoint original, ScratchDatabase target, Sample sample) {
        this.original = original;
        this.target = target;
        this.sample = sample;
    }

    void run() throws SQLException, IOException {
        try (PostgresqlSession from = PostgresqlSession.open(original, Traits.PATIENCE);
                PostgresqlSession to = PostgresqlSession.open(target.endpoint(), Traits.PATIENCE)) {
            Connection source = from.connection();
            source.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            source.setReadOnly(true);
            source.setAutoCommit(false);
            Map<String, SchemaModel> models = new LinkedHashMap<>();
            for (String schema : strings(source, SCHEMAS)) {
                models.put(schema, Catalogue.read(source, schema));
            }
            copy(source, to.connection(), models);
        }
    }

    private void copy(Connection source, Connection to, Map<String, SchemaModel> models)
            throws SQLException, IOException {
        execute(to, "set check_function_bodies = off");
        new Statements(to, target::note).run(structure(models));
        copyRows(source, new Rows(source, to), models);
        new Orphans(to, models, target::note).remove();
        new Statements(to, target::note).run(afterwards(models));
        new Statements(to, target::note).run(settings(models));
        continueSequences(source, to);
    }

    /** A table that may not be read, or could not be made, stays empty, and is named. */
    private void copyRows(Connection source, Rows rows, Map<String, SchemaModel> models) throws SQLException {
        for (Map.Entry<String, SchemaModel> schema : models.entrySet()) {
            for (Table table : schema.getValue().tables()) {
                int most = sample.whole().contains(table.name()) ? Integer.MAX_VALUE : sample.rows();
                Savepoint before = source.setSavepoint();
                try {
                    rows.copy(schema.getKey(), table, most);
                    source.releaseSavepoint(before);
                } catch (SQLException failure) {
                    if (!source.isValid(0)) {
                        throw failure;
                    }
                    source.rollback(before);
                    target.note("the rows of %s.%s are not copied: %s"
                            .formatted(schema.getKey(), table.name(), Statements.reason(failure)));
                }
            }
        }
    }

    private static List<String> structure(Map<String, SchemaModel> models) {
        List<String> all = new ArrayList<>();
        models.forEach((schema, model) -> {
            all.add("create schema if not exists " + Names.quoted(schema));
            model.others().stream()
                    .filter(other -> isPartOfAnother(other) || !isLater(other))
                    .map(Other::declaration)
                    .forEach(all::add);
            model.tables().forEach(table -> all.addAll(new TableSql(schema, table).making()));
        });
        return all;
    }

    private static boolean isLater(Other other) {
        return AFTERWARDS.contains(other.kind()) || SETTINGS.contains(other.kind());
    }

    /** Before rows are looked at, the rows of a partition must be those of the whole. */
    private static boolean isPartOfAnother(Other other) {
        return other.kind().equals("setting")
                && (other.name().equals("partition") || other.name().startsWith("inheritance of "));
    }

    private static List<String> afterwards(Map<String, SchemaModel> models) {
        List<String> all = new ArrayList<>();
        models.forEach((schema, model) -> {
            model.tables().forEach(table -> all.addAll(new TableSql(schema, table).afterwards()));
            model.others().stream()
                    .filter(other -> AFTERWARDS.contains(other.kind()))
                    .map(Other::declaration)
                    .forEach(all::add);
        });
        return all;
    }

    private static List<String> settings(Map<String, SchemaModel> models) {
        return models.values().stream()
                .flatMap(model -> model.others().stream())
                .filter(other -> SETTINGS.contains(other.kind()) && !isPartOfAnother(other))
                .map(Other::declaration)
                .toList();
    }

    private static void continueSequences(Connection source, Connection to) throws SQLException {
        try (Statement query = source.createStatement();
                ResultSet row = query.executeQuery(SEQUENCES)) {
            while (row.next()) {
                String name = Names.qualified(row.getString(1), row.getString(2));
                execute(
                        to,
                        "select pg_catalog.setval(%s::regclass, %d)".formatted(Names.literal(name), row.getLong(3)));
            }
        }
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (row.next()) {
                all.add(row.getString(1));
            }
            return all;
        }
    }

    private static long execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return Math.max(0, statement.getUpdateCount());
        }
    }
}
