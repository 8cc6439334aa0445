package io.holdfast.degrade.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.degrade.queue.QueueRecord.CutOff;
import io.holdfast.degrade.queue.QueueRecord.Dropped;
import io.holdfast.degrade.queue.QueueRecord.Failed;
import io.holdfast.degrade.queue.QueueRecord.Finished;
import io.holdfast.degrade.queue.QueueRecord.GivenBack;
import io.holdfast.degrade.queue.QueueRecord.Queued;
import io.holdfast.degrade.queue.QueueRecord.SetAside;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A record as one line of JSON that proves itself: its last member is the CRC-32C of all that stands before it. The members
 * before that say how many lines were written together, and how many of them follow; only when the last of them is there do
 * they count. So half of what one caller wanted to have queued is never taken for an entry.
 */
final class RecordLine {
    private static final JsonMapper JSON = JsonMapper.shared();
    static final int USUAL_BYTES = 512;
    private static final String SEQUENCE = ",\"sequence\":";
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

    /** {@code record} without what depends on its place among others, and that is the sequence of an entry too. */
    static byte[] begin(QueueRecord record) {
        var bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            write(record, json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /**
     * Writes the whole line of what was {@code begun} to {@code lines}, with the line feed that ends it.
     *
     * @param sequence of an entry; 0 for what is none
     */
    static void end(byte[] begun, long sequence, int left, int of, ByteArrayOutputStream lines) {
        int open = begun.length - 1; // without the brace
        String place = sequence == 0 ? "" : SEQUENCE + sequence;
        byte[] middle = (place + OF + of + LEFT + left).getBytes(UTF_8);
        var checksum = new CRC32C();
        checksum.update(begun, 0, open);
        checksum.update(middle);
        lines.write(begun, 0, open);
        lines.writeBytes(middle);
        lines.writeBytes((CHECKSUM + hex(checksum) + "\"}\n").getBytes(UTF_8));
    }

    private static void write(QueueRecord record, JsonGenerator json) {
        if (record instanceof Queued queued) {
            write(queued, json);
        } else if (record instanceof Finished finished) {
            begin("finished", finished.id(), json);
        } else if (record instanceof Dropped dropped) {
            begin("dropped", dropped.id(), json);
        } else if (record instanceof Failed failed) {
            begin("failed", failed.id(), json);
            json.writeNumberProperty("attempts", failed.attempts());
            json.writeStringProperty("sentence", failed.sentence());
        } else if (record instanceof SetAside aside) {
            begin("set-aside", aside.id(), json);
            json.writeStringProperty("at", aside.at().toString());
            json.writeStringProperty("sentence", aside.sentence());
        } else if (record instanceof GivenBack back) {
            begin("given-back", back.id(), json);
        } else if (record instanceof CutOff cut) {
            json.writeStringProperty("is", "cut-off");
            json.writeNumberProperty("segment", cut.segment());
            json.writeNumberProperty("bytes", cut.bytes());
        }
    }

    private static void write(Queued queued, JsonGenerator json) {
        begin("queued", queued.id(), json);
        json.writeStringProperty("at", queued.at().toString());
        json.writeStringProperty("handler", queued.handler());
        json.writeNumberProperty("version", queued.version());
        json.writeStringProperty("database", queued.database());
        json.writeStringProperty("key", queued.key());
        json.writeName("payload");
        json.writeBinary(queued.payload());
    }

    private static void begin(String kind, UUID id, JsonGenerator json) {
        json.writeStringProperty("is", kind);
        json.writeStringProperty("id", id.toString());
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
