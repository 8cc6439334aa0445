package io.holdfast.benchmarks.migrations;

import io.holdfast.benchmarks.measure.Declared;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.engine.Engines;
import io.holdfast.resilience.Time;
import io.holdfast.schema.MigrationListener;
import io.holdfast.schema.MigrationOptions;
import io.holdfast.schema.Migrations;

/** Holdfast, declared with its usual settings; to read those is in its time. */
final class Ours implements Contestant {
    /** What it is called in samples; it is no peer. */
    static final String NAME = "Holdfast";

    @Override
    public void bringUpToDate(Target target, MigrationSet migrations) {
        DatabaseConfig database = Declared.config(
                target.endpoint(),
                "migrations.locations",
                migrations.files().toAbsolutePath().toString());
        Migrations.of(
                        database,
                        Engines.onClassPath().of(target.endpoint().url()),
                        Time.real(),
                        MigrationListener.SILENT)
                .up(MigrationOptions.USUAL);
    }
}
