package io.holdfast.testkit.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * {@code pg_control}, where a PostgreSQL server keeps its system identifier: the first eight bytes. Behind its last
 * field stands the checksum of all before it. Every WAL segment names the identifier as well, in the head of its first
 * page.
 */
final class ControlFile {
    /** Within a long page header: magic, flags, timeline, address, remaining length (padded), then the identifier. */
    private static final int IDENTIFIER_IN_SEGMENT = 24;

    private static final int SEGMENT_NAME = 24;
    private static final int HEXADECIMAL = 16;

    private final Path data;

    private ControlFile(Path data) {
        this.data = data;
    }

    /** That of the server whose files are in {@code data}. */
    static ControlFile in(Path data) {
        return new ControlFile(data);
    }

    /** Gives the server, which was shut down cleanly, another identifier. */
    void renewIdentity() {
        long identifier = new SecureRandom().nextLong(1, Long.MAX_VALUE);
        try {
            Path file = data.resolve("global/pg_control");
            byte[] content = Files.readAllBytes(file);
            ByteBuffer fields = ByteBuffer.wrap(content).order(ByteOrder.nativeOrder());
            int end = checksumAt(fields, content);
            fields.putLong(0, identifier);
            fields.putInt(end, checksum(content, end));
            Files.write(file, content);
            for (Path segment : segments()) {
                write(segment, identifier);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where the checksum stands depends on the server's version; it is where it is right. */
    private static int checksumAt(ByteBuffer fields, byte[] content) {
        for (int at = Long.BYTES; at + Integer.BYTES <= content.length; at += Integer.BYTES) {
            if (fields.getInt(at) == checksum(content, at)) {
                return at;
            }
        }
        throw new AssertionError("pg_control has no checksum");
    }

    private static int checksum(byte[] content, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(content, 0, length);
        return (int) checksum.getValue();
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("pg_wal"))) {
            return files.filter(ControlFile::isSegment).toList();
        }
    }

    private static boolean isSegment(Path file) {
        String name = file.getFileName().toString();
        return name.length() == SEGMENT_NAME && name.chars().allMatch(each -> Character.digit(each, HEXADECIMAL) >= 0);
    }

    private static void write(Path segment, long identifier) throws IOException {
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .putLong(0, identifier);
            channel.write(bytes, IDENTIFIER_IN_SEGMENT);
        }
    }
}
