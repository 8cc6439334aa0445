package io.holdfast.benchmarks.migrations;

import org.flywaydb.core.Flyway;

/** Flyway as it comes. */
final class FlywayPeer implements Contestant {
    /** What it is called beside the others. */
    static final String NAME = "Flyway";

    @Override
    public void bringUpToDate(Target target, MigrationSet migrations) {
        Flyway.configure()
                .loggers("slf4j")
                .dataSource(target.url(), target.user(), target.password())
                .locations("filesystem:" + migrations.files().toAbsolutePath())
                .load()
                .migrate();
    }
}
