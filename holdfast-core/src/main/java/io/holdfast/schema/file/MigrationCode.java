package io.holdfast.schema.file;

import java.sql.Connection;

/** A migration that is no script. */
@FunctionalInterface
public interface MigrationCode {

    /**
     * Does it.
     *
     * @param connection has the transaction open
     * @throws Exception whatever goes wrong
     */
    void run(Connection connection) throws Exception;
}
