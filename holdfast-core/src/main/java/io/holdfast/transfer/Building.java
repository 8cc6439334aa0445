package io.holdfast.transfer;

import io.holdfast.engine.Receiver.Staging;
import io.holdfast.engine.Receiver.Statement;
import io.holdfast.engine.Receiver.Step;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the planned statements, step by step. A key that does not hold ends the transfer; a check, index or foreign key
 * that the data does not fit is made for new rows only, or left out, and named.
 */
final class Building {
    private final Transfer.Side target;
    private final Staging staging;
    private final List<Statement> statements;
    private final Interruption interruption;
    private final List<String> attention = new ArrayList<>();
    private final Set<Statement> leftOut = new HashSet<>();

    Building(Transfer.Side target, Staging staging, List<Statement> statements, Interruption interruption) {
        this.target = target;
        this.staging = staging;
        this.statements = statements;
        this.interruption = interruption;
    }

    void run(Step step) throws Exception {
        for (Statement statement : statements) {
            if (statement.step() == step) {
                interruption.check();
                run(statement);
            }
        }
    }

    /** What needs a person's attention, one sentence each. */
    List<String> attention() {
        return List.copyOf(attention);
    }

    /** {@code planned} without what was left out. */
    SchemaModel made(SchemaModel planned) {
        return new SchemaModel(planned.tables().stream().map(this::made).toList(), planned.others());
    }

    private void run(Statement statement) throws Exception {
        try {
            staging.execute(statement);
        } catch (Exception failure) {
            if (interruption.wanted()) {
                throw failure;
            }
            Failure reason = reason(failure);
            if (!mayBeLeftOut(statement.step()) || !concernsTheData(reason.kind())) {
                throw explained(statement, reason, failure);
            }
            makeForNewRows(statement, reason);
        }
    }

    private void makeForNewRows(Statement statement, Failure reason) throws Exception {
        Optional<Statement> relaxed = target.receiver().relaxed(statement);
        if (relaxed.isPresent()) {
            staging.execute(relaxed.get());
            attention.add("%s of %s holds for new rows only: %s"
                    .formatted(statement.object(), statement.table(), reason.sentence()));
        } else {
            leftOut.add(statement);
            attention.add(
                    "%s of %s was not made: %s".formatted(statement.object(), statement.table(), reason.sentence()));
        }
    }

    private Failure reason(Exception failure) {
        return failure instanceof HoldfastException known
                ? known.failure()
                : target.engine().classify(failure, Phase.BODY);
    }

    private HoldfastException explained(Statement statement, Failure reason, Exception failure) {
        Failure named = new Failure(
                reason.kind(),
                reason.retry(),
                "%s of %s could not be made: %s".formatted(statement.object(), statement.table(), reason.sentence()),
                reason.hint(),
                target.endpoint().database(),
                "transfer",
                reason.sqlState(),
                reason.vendorCode());
        return named.causedBy(failure);
    }

    private static boolean mayBeLeftOut(Step step) {
        return step == Step.CHECKS || step == Step.INDEXES || step == Step.FOREIGN_KEYS;
    }

    private static boolean concernsTheData(ErrorKind kind) {
        return switch (kind) {
            case UNIQUE_VIOLATION,
                    FOREIGN_KEY_VIOLATION,
                    CHECK_VIOLATION,
                    NOT_NULL_VIOLATION,
                    DATA,
                    SYNTAX,
                    UNSUPPORTED -> true;
            default -> false;
        };
    }

    private Table made(Table planned) {
        if (leftOut.stream().noneMatch(statement -> statement.table().equals(planned.name()))) {
            return planned;
        }
        Set<String> missing = new HashSet<>();
        leftOut.stream()
                .filter(statement -> statement.table().equals(planned.name()))
                .forEach(statement -> missing.add(statement.object()));
        return new Table(
                planned.name(),
                planned.columns(),
                planned.primaryKey(),
                planned.uniques(),
                planned.foreignKeys().stream()
                        .filter(key -> !missing.contains(key.name()))
                        .toList(),
                planned.checks().stream()
                        .filter(check -> !missing.contains(check.name()))
                        .toList(),
                planned.indexes().stream()
                        .filter(index -> !missing.contains(index.name()))
                        .toList(),
                planned.notes());
    }
}
