package io.holdfast.postgresql.receive;

import io.holdfast.engine.Receiver.Staging;
import io.holdfast.engine.Receiver.Statement;
import io.holdfast.engine.RowCursor;
import io.holdfast.engine.RowWriter;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.error.OutcomeUnknownException;
import io.holdfast.log.Log;
import io.holdfast.postgresql.catalogue.Catalogue;
import io.holdfast.postgresql.copy.CopyCursor;
import io.holdfast.postgresql.copy.CopyWriter;
import io.holdfast.postgresql.ddl.Names;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.io.IOException;
import java.sql.SQLException;

/** A database being received, in a schema of its own. */
final class StagingSchema implements Staging {
    private static final Log LOG = Log.of(StagingSchema.class);

    private final Lines lines;
    private final String schema;
    private final String staging;
    private final String source;
    private State state = State.RECEIVING;

    private enum State {
        RECEIVING,
        PUBLISHED,
        UNKNOWN,
        CLOSED
    }

    StagingSchema(Lines lines, String schema, String source) {
        this.lines = lines;
        this.schema = schema;
        this.staging = Names.staging(schema);
        this.source = source;
    }

    @Override
    public void execute(Statement statement) throws SQLException {
        try (java.sql.Statement sql = lines.main().connection().createStatement()) {
            sql.execute(statement.sql());
        }
    }

    @Override
    public RowWriter writer(Table table) throws SQLException {
        PostgresqlSession line = lines.take();
        try {
            return CopyWriter.open(line.connection(), staging, table, reusable -> lines.give(line, reusable));
        } catch (SQLException | RuntimeException e) {
            lines.give(line, false);
            throw e;
        }
    }

    @Override
    public RowCursor rows(Table table) throws SQLException, IOException {
        PostgresqlSession line = lines.take();
        try {
            return CopyCursor.open(line.connection(), staging, table, reusable -> lines.give(line, reusable));
        } catch (SQLException | IOException | RuntimeException e) {
            lines.give(line, false);
            throw e;
        }
    }

    @Override
    public SchemaModel model() throws SQLException {
        return Catalogue.tables(lines.main().connection(), staging);
    }

    @Override
    public void publish(String report) throws SQLException {
        try {
            new Publication(lines, schema, source).run(report);
            state = State.PUBLISHED;
        } catch (OutcomeUnknownException e) {
            state = State.UNKNOWN;
            throw e;
        }
    }

    @Override
    public void cancel() {
        lines.cancel();
    }

    @Override
    public void close() {
        if (state == State.CLOSED) {
            return;
        }
        if (state == State.RECEIVING) {
            drop();
        }
        state = State.CLOSED;
        lines.close();
    }

    private void drop() {
        try (java.sql.Statement sql = lines.main().connection().createStatement()) {
            sql.execute("DROP SCHEMA IF EXISTS %s CASCADE".formatted(Names.quoted(staging)));
        } catch (SQLException e) {
            LOG.warn("schema {} could not be removed; the next transfer does it", staging, e);
        }
    }
}
