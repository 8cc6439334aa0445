package io.holdfast.schema.history;

import io.holdfast.engine.CommandRunner;
import io.holdfast.engine.Migrator;
import java.util.Optional;

/** The place where an engine keeps the lines of a history; what is written in a transaction is part of it. */
public interface Ledger {
    /**
     * The one called {@code name}, as {@code runner} keeps it.
     *
     * @throws Exception whatever the driver throws
     */
    static Ledger of(String name, Migrator.Runner runner) throws Exception {
        if (runner instanceof CommandRunner commands) {
            return new LineLedger(name, commands.lines(name));
        }
        var sql = (Migrator.SqlRunner) runner;
        return new TableLedger(new HistoryTable(name, sql.schema(name)), sql::connection);
    }

    /** Its name. */
    String name();

    /** The schema in which it is; empty where the engine has no schemas. */
    Optional<String> schema();

    /**
     * Whether it is there.
     *
     * @throws Exception whatever the driver throws
     */
    boolean exists() throws Exception;

    /**
     * Makes it where it is missing.
     *
     * @throws Exception whatever the driver throws
     */
    void create() throws Exception;

    /**
     * Reads all of it.
     *
     * @throws Exception whatever the driver throws
     */
    History read() throws Exception;

    /**
     * The place of the last line; 0 where there is none.
     *
     * @throws Exception whatever the driver throws
     */
    int rank() throws Exception;

    /**
     * The text of the file as it was when {@code row} was written.
     *
     * @throws Exception whatever the driver throws
     */
    String content(Row row) throws Exception;

    /**
     * Adds a line.
     *
     * @param content the text of the file
     * @param answer an expression of SQL to be answered; empty for none
     * @return its value
     * @throws Exception whatever the driver throws
     */
    Optional<String> insert(Row row, String content, Optional<String> answer) throws Exception;

    /**
     * Writes how far a line has come.
     *
     * @throws Exception whatever the driver throws
     */
    void update(Row row) throws Exception;

    /**
     * Takes over what another runner has begun.
     *
     * @param row as it was read
     * @param mine as it is to be
     * @return whether it was still so
     * @throws Exception whatever the driver throws
     */
    boolean claim(Row row, Row mine) throws Exception;

    /**
     * Writes that the file of a line is what it is now: what tells whether it has changed, and its text.
     *
     * @throws Exception whatever the driver throws
     */
    void realign(Row row, String content) throws Exception;

    /**
     * Takes a line out.
     *
     * @throws Exception whatever the driver throws
     */
    void delete(Row row) throws Exception;
}
