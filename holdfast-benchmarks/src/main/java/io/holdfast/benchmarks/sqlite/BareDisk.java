package io.holdfast.benchmarks.sqlite;

import io.holdfast.resilience.Time;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the disk itself takes to keep a page: written and forced, one after the other, over and over the same four mebibytes,
 * as SQLite writes its log.
 */
final class BareDisk {
    private static final int PAGE = 4_096;
    private static final int PAGES = 1_024;
    private static final double MILLION = 1e6;

    private BareDisk() {}

    /** How many milliseconds each page took, for as long as {@code span}, in a file at {@code path}. */
    static List<Double> millis(Path path, Duration span, Time time) throws IOException {
        List<Double> millis = new ArrayList<>();
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int page = 0; page < PAGES; page++) {
                write(file, page);
            }
            file.force(true);
            long end = time.ticker().nanos() + span.toNanos();
            for (long began = time.ticker().nanos();
                    began - end < 0;
                    began = time.ticker().nanos()) {
                write(file, millis.size() % PAGES);
                file.force(false);
                millis.add((time.ticker().nanos() - began) / MILLION);
            }
        }
        return millis;
    }

    private static void write(FileChannel file, int page) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(PAGE);
        while (bytes.hasRemaining()) {
            file.write(bytes, (long) page * PAGE + bytes.position());
        }
    }
}
