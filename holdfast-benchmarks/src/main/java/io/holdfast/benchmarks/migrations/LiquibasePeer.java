package io.holdfast.benchmarks.migrations;

import java.io.FileNotFoundException;
import java.io.OutputStream;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.analytics.configuration.AnalyticsArgs;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.command.core.helpers.ShowSummaryArgument;
import liquibase.exception.CommandExecutionException;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;

/** Liquibase as it comes, but silent: it says nothing to the console, to its log, or to its makers. */
final class LiquibasePeer implements Contestant {
    /** What it is called beside the others. */
    static final String NAME = "Liquibase";

    /** The JDK forgets the levels of loggers that nobody holds. */
    private static final Logger LOG = Logger.getLogger("liquibase");

    LiquibasePeer() {
        LOG.setLevel(Level.OFF);
    }

    @Override
    public void bringUpToDate(Target target, MigrationSet migrations) throws Exception {
        Scope.child(scope(migrations), () -> update(target, migrations));
    }

    private static Map<String, Object> scope(MigrationSet migrations) throws FileNotFoundException {
        return Map.of(
                Scope.Attr.resourceAccessor.name(),
                new DirectoryResourceAccessor(migrations.changeLog().getParent()),
                Scope.Attr.ui.name(),
                new LoggerUIService(),
                AnalyticsArgs.ENABLED.getKey(),
                false);
    }

    private static void update(Target target, MigrationSet migrations) throws CommandExecutionException {
        if (AnalyticsArgs.ENABLED.getCurrentValue()) {
            throw new IllegalStateException("Liquibase would tell its makers of this");
        }
        new CommandScope(UpdateCommandStep.COMMAND_NAME)
                .addArgumentValue(DbUrlConnectionArgumentsCommandStep.URL_ARG, target.url())
                .addArgumentValue(DbUrlConnectionArgumentsCommandStep.USERNAME_ARG, target.user())
                .addArgumentValue(DbUrlConnectionArgumentsCommandStep.PASSWORD_ARG, target.password())
                .addArgumentValue(
                        UpdateCommandStep.CHANGELOG_FILE_ARG,
                        migrations.changeLog().getFileName().toString())
                .addArgumentValue(ShowSummaryArgument.SHOW_SUMMARY, UpdateSummaryEnum.OFF)
                .setOutput(OutputStream.nullOutputStream())
                .execute();
    }
}
