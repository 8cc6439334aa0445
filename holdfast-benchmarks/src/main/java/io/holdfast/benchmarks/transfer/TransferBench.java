package io.holdfast.benchmarks.transfer;

import io.holdfast.app.demo.SampleDatabase;
import io.holdfast.benchmarks.measure.Bench;
import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.PrivateServer;
import io.holdfast.benchmarks.measure.Rounds;
import io.holdfast.benchmarks.measure.Run;
import io.holdfast.benchmarks.measure.Samples;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engines;
import io.holdfast.transfer.Transfer;
import io.holdfast.transfer.TransferListener;
import io.holdfast.transfer.TransferOptions;
import io.holdfast.transfer.TransferReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * BEN-1: the transfer of the sample database, its verification included, beside {@code sqlite3 -csv FILE | psql}, which
 * verifies nothing and leaves tables of text without keys.
 */
public final class TransferBench implements Bench {
    private static final String PEER = "sqlite3 | psql";
    private static final String OURS = "Holdfast";
    private static final double NANOS = 1e9;

    private final AtomicInteger databases = new AtomicInteger();

    @Override
    public String name() {
        return "transfer";
    }

    @Override
    public String summary() {
        return "from SQLite to PostgreSQL, beside sqlite3 | psql (1 min)";
    }

    @Override
    public List<Figure> measure(Run run) throws Exception {
        int rows = run.times(SampleDatabase.USUAL_ROWS, SampleDatabase.USUAL_ROWS / 10);
        try (PrivateServer server = PrivateServer.start()) {
            Path file = server.folder().resolve("sample.db");
            SampleDatabase.of(rows).writeTo(file);
            run.note("transfer: %,d rows in 4 tables, PostgreSQL %s on loopback; medians of interleaved rounds"
                    .formatted(rows, server.version()));
            double first = once(() -> transfer(server, file));
            Rounds rounds = Rounds.ofTime().contestant(OURS, times -> transfer(server, file));
            boolean peer = CsvCopy.isPossible(run.notes());
            if (peer) {
                rounds.contestant(PEER, times -> new CsvCopy(server, freshDatabase(server)).copy(file));
                run.note("transfer: sqlite3 | psql copies text: no types, no keys, no indexes, nothing compared");
            }
            Samples nanos = rounds.run(1, run.times(7, 3), 1);
            return figures(first / NANOS, nanos);
        }
    }

    private static List<Figure> figures(double first, Samples nanos) {
        Map<String, Double> peers = nanos.has(PEER) ? Map.of(PEER, nanos.median(PEER) / NANOS) : Map.of();
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.shown("transfer.first-run", "s", first, peers));
        figures.add(Figure.shown("transfer.warm", "s", nanos.median(OURS) / NANOS, peers));
        return figures;
    }

    private Endpoint freshDatabase(PrivateServer server) {
        return server.database("bench_" + databases.incrementAndGet());
    }

    private void transfer(PrivateServer server, Path file) {
        Endpoint source = Endpoint.at("source", "sqlite:" + file);
        Engines engines = Engines.onClassPath();
        try (Transfer transfer = Transfer.between(engines, source, freshDatabase(server), TransferOptions.DEFAULTS)) {
            TransferReport report = transfer.run(TransferListener.NONE);
            if (report.status() != TransferReport.Status.PUBLISHED) {
                throw new IllegalStateException(
                        "the transfer ended as %s, with %s".formatted(report.status(), report.differences()));
            }
        }
    }

    private static double once(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }
}
