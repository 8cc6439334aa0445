package io.holdfast.postgresql.receive;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.DataType;
import io.holdfast.engine.Expression;
import io.holdfast.engine.Receiver;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.postgresql.ddl.Names;
import io.holdfast.postgresql.ddl.Renderer;
import io.holdfast.postgresql.ddl.Statements;
import io.holdfast.postgresql.ddl.Types;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Takes a whole database into a schema beside the published one, and publishes it in one transaction. */
public final class PostgresqlReceiver implements Receiver {

    @Override
    public String spell(DataType type) {
        return Types.sql(type);
    }

    @Override
    public Optional<String> render(Expression expression, Table table) {
        return Renderer.render(expression, table);
    }

    @Override
    public Optional<String> render(Expression expression, Column column, Table table) {
        return Renderer.render(expression, column, table);
    }

    @Override
    public String nameOf(String name) {
        return Names.fit(name);
    }

    @Override
    public List<Statement> statements(SchemaModel model, String schema) {
        return Statements.of(model, schema);
    }

    /** NOT VALID holds for rows that are written from now on, and can be made to hold for all of them later. */
    @Override
    public Optional<Statement> relaxed(Statement statement) {
        boolean relaxable = statement.step() == Step.FOREIGN_KEYS || statement.step() == Step.CHECKS;
        return relaxable
                ? Optional.of(new Statement(
                        statement.step(), statement.table(), statement.object(), statement.sql() + " NOT VALID"))
                : Optional.empty();
    }

    @Override
    public Staging prepare(Endpoint endpoint, String schema, String source) throws SQLException {
        Lines lines = new Lines(endpoint);
        try {
            Preparation.run(lines.main().connection(), schema);
            return new StagingSchema(lines, schema, source);
        } catch (SQLException | RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    @Override
    public Optional<Published> published(Endpoint endpoint, String schema) throws SQLException {
        try (Lines lines = new Lines(endpoint)) {
            return Records.newest(lines.main().connection(), schema);
        }
    }
}
