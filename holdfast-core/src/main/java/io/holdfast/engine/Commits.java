package io.holdfast.engine;

import java.util.Optional;

/**
 * Finds out what became of a commit whose answer was lost; a capability of an engine whose server remembers its
 * transactions.
 */
public interface Commits {

    /**
     * What names the open transaction to the server; empty if it has changed nothing, so that it does not matter what
     * becomes of it. Asked before the commit is sent.
     *
     * @throws Exception whatever the driver throws; the transaction did not commit then
     */
    Optional<String> ticket(SqlSession session) throws Exception;

    /**
     * What became of the transaction, asked on another session of the same server.
     *
     * @param ticket what {@link #ticket} gave
     * @throws Exception whatever the driver throws
     */
    Outcome outcome(SqlSession session, String ticket) throws Exception;

    /** How a person finds out the same, to be read after a semicolon. */
    String advice(String ticket);

    /**
     * Ends the session that the transaction is running on, if it is still running: its client is gone, and it would hold
     * its locks until the network gives up.
     *
     * @param ticket what {@link #ticket} gave
     * @throws Exception whatever the driver throws
     */
    void end(SqlSession session, String ticket) throws Exception;

    /** What became of a transaction. */
    enum Outcome {
        /** It is durable. */
        COMMITTED,
        /** It left nothing behind. */
        ROLLED_BACK,
        /** The server has not finished it yet. */
        RUNNING,
        /** The server does not remember it. */
        FORGOTTEN
    }
}
