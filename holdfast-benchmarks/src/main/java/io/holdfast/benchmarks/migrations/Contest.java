package io.holdfast.benchmarks.migrations;

import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.PrivateServer;
import io.holdfast.benchmarks.measure.Run;
import io.holdfast.benchmarks.measure.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Turns of everybody on both engines, one after the other, in a changing order; each turn has a new database. */
final class Contest {
    private static final double MILLION = 1e6;

    private final Run run;
    private final Path folder;
    private final int count;
    private final int rounds;
    private int databases;

    /** One whose files are in {@code folder}. */
    Contest(Run run, Path folder) {
        this.run = run;
        this.folder = folder;
        this.count = run.times(1_000, 200);
        this.rounds = run.times(5, 1);
    }

    /** Makes a database that nobody has used. */
    @FunctionalInterface
    private interface Fresh {
        Target make(Path place) throws SQLException;
    }

    List<Figure> figures() throws Exception {
        MigrationSet migrations = MigrationSet.write(folder.resolve("set"), count);
        tellTheTerms();
        List<Figure> figures =
                new ArrayList<>(scores("sqlite", migrations, place -> Target.sqlite(place.resolve("app.db")))
                        .figures());
        try (PrivateServer server = PrivateServer.start()) {
            Target any = Target.postgresql(server.database("postgres"));
            run.note("PostgreSQL %s on loopback with its usual settings, fsync %s and synchronous_commit %s"
                    .formatted(server.version(), any.ask("show fsync"), any.ask("show synchronous_commit")));
            figures.addAll(scores(
                            "postgresql",
                            migrations,
                            place -> Target.postgresql(server.database("bench_" + ++databases)))
                    .figures());
            figures.add(new RoundTrips(server, folder.resolve("calls")).figure());
        }
        return figures;
    }

    private void tellTheTerms() throws IOException {
        run.note(
                ("%,d migrations that make %,d tables, with 1.5 statements each; rounds in a rotating order: %d, after one"
                                + " that does not count; each turn with a new database, connecting included; medians of the"
                                + " rounds")
                        .formatted(count, count / MigrationSet.CYCLE, rounds));
        run.note("SQLite's file is on %s, with journal_mode=WAL and synchronous=FULL for everybody"
                .formatted(Files.getFileStore(folder).type()));
        run.note(
                "Flyway and Liquibase as they come, silent; Liquibase reads all from one file of formatted SQL, which is"
                        + " its fastest way");
        run.note("after each turn, every table had its columns and its rows, and no row was changed twice");
        run.note("calls: round trips to PostgreSQL for each migration, counted on the way: those of 60 migrations less"
                + " those of 12, each by 48");
    }

    /** A round that does not count comes first, so that nobody pays for code that is not compiled yet. */
    private Scores scores(String engine, MigrationSet migrations, Fresh fresh) throws Exception {
        var scores = new Scores(engine);
        List<Contestant.Entry> order = new ArrayList<>(Contestant.all());
        for (int round = 0; round <= rounds; round++) {
            run.tell("migrations: %s, round %d of %d".formatted(engine, round, rounds));
            for (Contestant.Entry entry : order) {
                Scores.Turn turn = turn(entry, migrations, fresh);
                if (round == 0) {
                    scores.addFirst(entry.name(), turn);
                } else {
                    scores.add(entry.name(), turn);
                }
            }
            Collections.rotate(order, 1);
        }
        run.note(
                "%s-apply in the round that does not count, as an application starts that has not compiled its code: %s ms"
                        .formatted(engine, scores.first()));
        return scores;
    }

    private Scores.Turn turn(Contestant.Entry entry, MigrationSet migrations, Fresh fresh) throws Exception {
        try (TemporaryFolder place = TemporaryFolder.in(folder)) {
            Target target = fresh.make(place.path());
            double apply = millis(entry, target, migrations);
            double nothing = millis(entry, target, migrations);
            target.check(entry.name(), migrations);
            return new Scores.Turn(apply, nothing);
        }
    }

    private double millis(Contestant.Entry entry, Target target, MigrationSet migrations) throws Exception {
        long start = run.now();
        entry.way().bringUpToDate(target, migrations);
        return (run.now() - start) / MILLION;
    }
}
