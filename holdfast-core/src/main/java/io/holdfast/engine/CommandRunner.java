package io.holdfast.engine;

import java.util.Optional;

/** A runner of commands: the history is kept by the engine itself. */
public interface CommandRunner extends Migrator.Runner {
    /** The lines of the history called {@code name}. */
    HistoryLines lines(String name);

    /**
     * Why {@code command} cannot be run at this server, and what to do instead; empty for nearly all.
     *
     * @throws Exception whatever the driver throws
     */
    Optional<String> refusal(MigrationStatement command) throws Exception;

    /**
     * What there is now and would be lost by {@code command}, in words; empty if nothing is.
     *
     * @throws Exception whatever the driver throws
     */
    Optional<String> loss(MigrationStatement command) throws Exception;
}
