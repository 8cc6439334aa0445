package io.holdfast.benchmarks.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** A file to which each caller appends a line and forces it by itself: no ids, no checksums, nothing that reads it again. */
final class OneByOne implements Contestant {
    /** One caller after the other, as code does that must know how far its file is good. */
    static final String IN_TURN = "an append and a force each, in turn";

    /** All at once: the kernel lets forces that meet share their work. */
    static final String AT_ONCE = "an append and a force each, at once";

    private final Path file;
    private final FileChannel channel;
    private final Lock turn = new ReentrantLock();
    private final boolean inTurn;

    private OneByOne(Path folder, boolean inTurn) throws IOException {
        this.file = folder.resolve("orders");
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
        this.inTurn = inTurn;
    }

    static OneByOne inTurn(Path folder) throws IOException {
        return new OneByOne(folder, true);
    }

    static OneByOne atOnce(Path folder) throws IOException {
        return new OneByOne(folder, false);
    }

    @Override
    public void keep(Order order) throws IOException {
        ByteBuffer line =
                ByteBuffer.wrap((order.customer() + " " + order.text() + "\n").getBytes(StandardCharsets.UTF_8));
        if (!inTurn) {
            append(line);
            return;
        }
        turn.lock();
        try {
            append(line);
        } finally {
            turn.unlock();
        }
    }

    private void append(ByteBuffer line) throws IOException {
        while (line.hasRemaining()) {
            channel.write(line);
        }
        channel.force(false);
    }

    @Override
    public long kept() throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
