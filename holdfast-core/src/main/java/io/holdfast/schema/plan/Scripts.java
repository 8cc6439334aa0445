package io.holdfast.schema.plan;

import io.holdfast.engine.Migrator;
import io.holdfast.engine.ScriptForm;
import io.holdfast.error.HoldfastException;
import io.holdfast.schema.file.FileProblems;
import io.holdfast.schema.file.MigrationFile;
import io.holdfast.schema.plan.Step.Direction;
import io.holdfast.schema.plan.Step.Mode;
import io.holdfast.schema.script.CommandList;
import io.holdfast.schema.script.Script;
import io.holdfast.schema.script.ScriptStatement;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads files as the scripts of an engine. */
public final class Scripts {
    private final Migrator migrator;

    /** For the engine of {@code migrator}. */
    public Scripts(Migrator migrator) {
        this.migrator = migrator;
    }

    /** How they are written. */
    public ScriptForm form() {
        return migrator.form();
    }

    /**
     * The statements of {@code file}.
     *
     * @throws HoldfastException if it cannot be read; it says in which line
     */
    public Script of(MigrationFile file) {
        return read(file.script(), file.code().isPresent() ? "" : file.text());
    }

    /**
     * The statements of {@code text}.
     *
     * @param name what it is called in messages
     * @throws HoldfastException if it cannot be read; it says in which line
     */
    public Script read(String name, String text) {
        return migrator.form() == ScriptForm.COMMANDS
                ? CommandList.read(name, text)
                : Script.read(name, text, migrator.features());
    }

    /** {@code sql} without comments and needless white space; as it is where it cannot be read. */
    public String plain(String sql) {
        try {
            return read("", sql).statements().stream()
                    .map(ScriptStatement::plain)
                    .collect(Collectors.joining("; "));
        } catch (HoldfastException unreadable) {
            return sql;
        }
    }

    /** The step that runs {@code file}; what is wrong with it is added to {@code problems}. */
    Optional<Step> step(Direction direction, MigrationFile file, FileProblems problems) {
        Script script;
        try {
            script = of(file);
        } catch (HoldfastException unreadable) {
            String hint = unreadable.failure().hint();
            problems.add(unreadable.failure().sentence() + (hint.isEmpty() ? "" : "; " + hint));
            return Optional.empty();
        }
        for (ScriptStatement statement : script.statements()) {
            String where = "%s:%d".formatted(file.script(), statement.line());
            migrator.objection(statement).ifPresent(reason -> problems.add(where, reason));
            if (statement.controlsTransaction()) {
                problems.add(
                        where,
                        ("%s would end the transaction that the migration and its line of history are; expected none,"
                                        + " or \"-- holdfast: transaction=off\" and no transaction at all")
                                .formatted(
                                        statement.words().isEmpty()
                                                ? statement.sql()
                                                : statement.words().get(0)));
            }
        }
        boolean alone =
                !file.options().transaction() || script.statements().stream().anyMatch(migrator::runsAlone);
        return Optional.of(new Step(direction, file, script, alone ? Mode.STATEMENT_BY_STATEMENT : Mode.TRANSACTION));
    }
}
