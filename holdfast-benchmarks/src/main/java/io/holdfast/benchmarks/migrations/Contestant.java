package io.holdfast.benchmarks.migrations;

import java.util.List;

/** One way to bring a database up to date. */
@FunctionalInterface
interface Contestant {

    /** Connects, applies what is missing of {@code migrations} to {@code target}, and closes what it has opened. */
    void bringUpToDate(Target target, MigrationSet migrations) throws Exception;

    /**
     * One, and its name in the figures.
     *
     * @param name in the figures
     * @param way how it brings a database up to date
     */
    record Entry(String name, Contestant way) {}

    /** Everybody who takes part. */
    static List<Entry> all() {
        return List.of(
                new Entry(Floor.NAME, new Floor()),
                new Entry(Ours.NAME, new Ours()),
                new Entry(FlywayPeer.NAME, new FlywayPeer()),
                new Entry(LiquibasePeer.NAME, new LiquibasePeer()));
    }
}
