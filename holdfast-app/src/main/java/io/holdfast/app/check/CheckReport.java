package io.holdfast.app.check;

import io.holdfast.app.output.ExitCode;
import io.holdfast.engine.Engine.Fact;
import io.holdfast.engine.Engine.Level;
import io.holdfast.error.Failure;
import java.util.List;
import java.util.Optional;

/**
 * What was found out about each database.
 *
 * @param machine what there is to say of this machine; empty where nothing is declared
 * @param databases in the order in which they were declared
 */
public record CheckReport(List<Fact> machine, List<Checked> databases) {

    /** A copy that tells of this machine, too. */
    public CheckReport on(List<Fact> facts) {
        return new CheckReport(facts, databases);
    }

    /**
     * One database.
     *
     * @param name as declared, or its address
     * @param engine the engine that its address names
     * @param facts what it said; empty where it did not answer
     * @param failure why it did not answer, if it did not
     */
    public record Checked(String name, String engine, List<Fact> facts, Optional<Failure> failure) {

        /** The worst of everything found. */
        public Level level() {
            return failure.isPresent()
                    ? Level.ERROR
                    : facts.stream().map(Fact::level).reduce(Level.OK, Checked::worse);
        }

        private static Level worse(Level one, Level other) {
            return one.compareTo(other) > 0 ? one : other;
        }
    }

    /** How many facts and databases need attention. */
    public long findings() {
        long here = machine.stream().filter(fact -> fact.level() != Level.OK).count();
        return here
                + databases.stream()
                        .mapToLong(database -> database.failure().isPresent()
                                ? 1
                                : database.facts().stream()
                                        .filter(fact -> fact.level() != Level.OK)
                                        .count())
                        .sum();
    }

    /** A database that does not answer weighs more than one that answers something bad. */
    public ExitCode exitCode() {
        return databases.stream()
                .flatMap(database -> database.failure().stream())
                .findFirst()
                .map(failure -> ExitCode.of(failure.kind()))
                .orElse(findings() == 0 ? ExitCode.DONE : ExitCode.FINDING);
    }
}
