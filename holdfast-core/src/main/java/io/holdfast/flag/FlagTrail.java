package io.holdfast.flag;

import io.holdfast.event.Recorder;
import java.sql.Connection;
import java.sql.SQLException;

/** The record of actions, as setting a flag needs it. Whoever puts the program together implements it. */
public interface FlagTrail {

    /**
     * Where intents and outcomes are put on record.
     *
     * @throws io.holdfast.error.HoldfastException if that cannot be opened
     */
    Recorder recorder();

    /**
     * Makes what {@link #copy} needs in the database.
     *
     * @throws io.holdfast.error.HoldfastException if it cannot be made
     */
    void make();

    /**
     * Copies what is on record so far into the database, in short transactions of its own, if it is so much that {@link
     * #copy} would take long.
     *
     * @throws io.holdfast.error.HoldfastException if that cannot be done now; nothing is lost then
     */
    void catchUp();

    /**
     * Copies everything on record so far into the database, in the transaction that is open on {@code connection}.
     *
     * @throws SQLException if the database failed
     */
    void copy(Connection connection) throws SQLException;
}
