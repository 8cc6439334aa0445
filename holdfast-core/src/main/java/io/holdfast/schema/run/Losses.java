package io.holdfast.schema.run;

import io.holdfast.engine.CommandRunner;
import io.holdfast.engine.Migrator;
import io.holdfast.engine.Migrator.SqlRunner;
import io.holdfast.schema.plan.Step;
import io.holdfast.schema.plan.Step.Direction;
import io.holdfast.schema.script.ScriptStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks a runner what steps would do to the database as it is now. */
final class Losses {
    private Losses() {}

    /** What {@code steps} would lose by undoing, in words. */
    static List<String> of(List<Step> steps, Migrator.Runner runner) throws Exception {
        if (runner instanceof CommandRunner commands) {
            List<Step> undoing = steps.stream()
                    .filter(step -> step.direction() == Direction.DOWN)
                    .toList();
            return said(undoing, commands::loss);
        }
        var connection = ((SqlRunner) runner).connection();
        connection.setAutoCommit(true); // what is missing must not spoil a transaction
        return new DataLoss(connection).of(steps);
    }

    /** Why some of {@code steps} cannot be run at this server, in words. */
    static List<String> refusals(List<Step> steps, Migrator.Runner runner) throws Exception {
        return runner instanceof CommandRunner commands ? said(steps, commands::refusal) : List.of();
    }

    /** What is asked of each command. */
    private interface Question {
        Optional<String> about(ScriptStatement command) throws Exception;
    }

    private static List<String> said(List<Step> steps, Question question) throws Exception {
        List<String> sentences = new ArrayList<>();
        for (Step step : steps) {
            for (ScriptStatement command : step.script().statements()) {
                question.about(command)
                        .ifPresent(sentence ->
                                sentences.add("%s:%d: %s".formatted(step.file().script(), command.line(), sentence)));
            }
        }
        return sentences;
    }
}
