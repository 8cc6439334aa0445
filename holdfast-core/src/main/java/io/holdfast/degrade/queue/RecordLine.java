package io.holdfast.degrade.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.degrade.queue.QueueRecord.CutOff;
import io.holdfast.degrade.queue.QueueRecord.Dropped;
import io.holdfast.degrade.queue.QueueRecord.Failed;
import io.holdfast.degrade.queue.QueueRecord.Finished;
import io.holdfast.degrade.queue.QueueRecord.GivenBack;
import io.holdfast.degrade.queue.QueueRecord.Queued;
import io.holdfast.degrade.queue.QueueRecord.SetAside;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record as one line of JSON that proves itself: its last member is the CRC-32C of all that stands before it. The members
 * before that say how many lines were written together, and how many of them follow; only when the last of them is there do
 * they count. So half of what one caller wanted to have queued is never taken for an entry.
 */
final class RecordLine {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String OF = ",\"of\":";
    private static final String LEFT = ",\"left\":";
    private static final String CHECKSUM = ",\"crc32c\":\"";
    private static final int CHECKSUM_BYTES = CHECKSUM.length() + 8 + "\"}".length();

    private RecordLine() {}

    /**
     * What a line says.
     *
     * @param left how many lines follow that were written together with it
     * @param of how many lines were written together
     */
    record Decoded(QueueRecord record, int left, int of) {
        boolean isFirst() {
            return left == of - 1;
        }
    }

    /** The line of {@code record} up to what depends on its place among others. */
    static byte[] begin(QueueRecord record) {
        String json = JSON.writeValueAsString(tree(record));
        return json.substring(0, json.length() - 1).getBytes(UTF_8);
    }

    /** The whole line that {@code begun} begins, with the line feed that ends it. */
    static byte[] end(byte[] begun, int left, int of) {
        byte[] middle = (OF + of + LEFT + left).getBytes(UTF_8);
        var checksum = new CRC32C();
        checksum.update(begun);
        checksum.update(middle);
        byte[] end = (CHECKSUM + hex(checksum) + "\"}\n").getBytes(UTF_8);
        byte[] line = Arrays.copyOf(begun, begun.length + middle.length + end.length);
        System.arraycopy(middle, 0, line, begun.length, middle.length);
        System.arraycopy(end, 0, line, begun.length + middle.length, end.length);
        return line;
    }

    private static ObjectNode tree(QueueRecord record) {
        ObjectNode tree = JSON.createObjectNode();
        if (record instanceof Queued queued) {
            return tree.put("is", "queued")
                    .put("id", queued.id().toString())
                    .put("sequence", queued.sequence())
                    .put("at", queued.at().toString())
                    .put("handler", queued.handler())
                    .put("version", queued.version())
                    .put("database", queued.database())
                    .put("key", queued.key())
                    .put("payload", Base64.getEncoder().encodeToString(queued.payload()));
        }
        if (record instanceof Finished finished) {
            return tree.put("is", "finished").put("id", finished.id().toString());
        }
        if (record instanceof Dropped dropped) {
            return tree.put("is", "dropped").put("id", dropped.id().toString());
        }
        if (record instanceof Failed failed) {
            return tree.put("is", "failed")
                    .put("id", failed.id().toString())
                    .put("attempts", failed.attempts())
                    .put("sentence", failed.sentence());
        }
        if (record instanceof SetAside aside) {
            return tree.put("is", "set-aside")
                    .put("id", aside.id().toString())
                    .put("at", aside.at().toString())
                    .put("sentence", aside.sentence());
        }
        if (record instanceof GivenBack back) {
            return tree.put("is", "given-back").put("id", back.id().toString());
        }
        CutOff cut = (CutOff) record;
        return tree.put("is", "cut-off").put("segment", cut.segment()).put("bytes", cut.bytes());
    }

    /** What {@code line} says, which has no line feed; empty if it is damaged. */
    static Optional<Decoded> decode(byte[] line) {
        if (line.length <= CHECKSUM_BYTES) {
            return Optional.empty();
        }
        int covered = line.length - CHECKSUM_BYTES;
        var checksum = new CRC32C();
        checksum.update(line, 0, covered);
        String end = new String(line, covered, CHECKSUM_BYTES, UTF_8);
        return end.equals(CHECKSUM + hex(checksum) + "\"}") ? parse(line) : Optional.empty();
    }

    private static Optional<Decoded> parse(byte[] line) {
        try {
            JsonNode tree = JSON.readTree(line);
            return Optional.of(new Decoded(
                    record(tree), tree.get("left").intValue(), tree.get("of").intValue()));
        } catch (JacksonException | IllegalArgumentException | DateTimeException | NullPointerException unknown) {
            return Optional.empty();
        }
    }

    private static QueueRecord record(JsonNode tree) {
        String kind = tree.get("is").stringValue();
        if (kind.equals("cut-off")) {
            return new CutOff(tree.get("segment").intValue(), tree.get("bytes").longValue());
        }
        UUID id = UUID.fromString(tree.get("id").stringValue());
        return switch (kind) {
            case "queued" -> queued(id, tree);
            case "finished" -> new Finished(id);
            case "dropped" -> new Dropped(id);
            case "failed" ->
                new Failed(
                        id,
                        tree.get("attempts").intValue(),
                        tree.get("sentence").stringValue());
            case "set-aside" ->
                new SetAside(
                        id,
                        Instant.parse(tree.get("at").stringValue()),
                        tree.get("sentence").stringValue());
            case "given-back" -> new GivenBack(id);
            default -> throw new IllegalArgumentException("a record of a kind that is not known: " + kind);
        };
    }

    private static Queued queued(UUID id, JsonNode tree) {
        return new Queued(
                id,
                tree.get("sequence").longValue(),
                Instant.parse(tree.get("at").stringValue()),
                tree.get("handler").stringValue(),
                tree.get("version").intValue(),
                tree.get("database").stringValue(),
                tree.get("key").stringValue(),
                Base64.getDecoder().decode(tree.get("payload").stringValue()));
    }

    private static String hex(CRC32C checksum) {
        String digits = Long.toHexString(checksum.getValue());
        return "0".repeat(8 - digits.length()) + digits;
    }
}
