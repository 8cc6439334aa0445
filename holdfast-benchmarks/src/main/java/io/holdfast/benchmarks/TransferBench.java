package io.holdfast.benchmarks;

import io.holdfast.app.demo.SampleDatabase;
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
import java.util.function.Consumer;

/**
 * BEN-1: the transfer of the sample database, its verification included, beside {@code sqlite3 -csv FILE | psql}, which
 * verifies nothing and leaves tables of text without keys.
 */
final class TransferBench implements Bench {
    private static final String PEER = "sqlite3 | psql";
    private static final String OURS = "Holdfast";
    private static final double NANOS = 1e9;

    private final AtomicInteger databases = new AtomicInteger();

    @Override
    public String name() {
        return "transfer";
    }

    @Override
    public List<Figure> measure(boolean quick, Consumer<String> notes) throws Exception {
        int rows = quick ? SampleDatabase.USUAL_ROWS / 10 : SampleDatabase.USUAL_ROWS;
        try (PrivateServer server = PrivateServer.start()) {
            Path file = server.folder().resolve("sample.db");
            SampleDatabase.of(rows).writeTo(file);
            notes.accept("transfer: %,d rows in 4 tables, PostgreSQL %s on loopback; medians of interleaved rounds"
                    .formatted(rows, server.version()));
            double first = once(() -> transfer(server, file));
            Rounds rounds = new Rounds().contestant(OURS, times -> transfer(server, file));
            boolean peer = CsvCopy.isPossible(notes);
            if (peer) {
                rounds.contestant(PEER, times -> new CsvCopy(server, freshDatabase(server)).copy(file));
                notes.accept("transfer: sqlite3 | psql copies text: no types, no keys, no indexes, nothing compared");
            }
            Rounds.Medians nanos = rounds.run(1, quick ? 3 : 7, 1);
            return figures(first / NANOS, nanos);
        }
    }

    private static List<Figure> figures(double first, Rounds.Medians nanos) {
        Map<String, Double> peers = nanos.has(PEER) ? Map.of(PEER, nanos.of(PEER) / NANOS) : Map.of();
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("transfer.first-run", "s", first, peers, Figure.NO_GOAL, true));
        figures.add(new Figure("transfer.warm", "s", nanos.of(OURS) / NANOS, peers, Figure.NO_GOAL, true));
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
