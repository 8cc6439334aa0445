package io.holdfast.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An entry as one line of JSON that proves itself: its last two members are the length of all that stands before them
 * and the CRC-32C of all that stands before the last one. A line that was cut short, or of which one byte was changed,
 * is not taken for an entry. It remains plain JSON, for {@code jq} and the like.
 */
final class EntryLine {
    private static final String LENGTH = ",\"length\":";
    private static final String CHECKSUM = ",\"crc32c\":\"";
    private static final int CHECKSUM_BYTES = CHECKSUM.length() + 8 + "\"}".length();
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private EntryLine() {}

    /** The line of {@code entry}, with the line feed that ends it. */
    static byte[] encode(Entry entry) {
        String json = JSON.writeValueAsString(entry);
        String open = json.substring(0, json.length() - 1);
        String measured = open + LENGTH + open.getBytes(UTF_8).length;
        return (measured + CHECKSUM + checksum(measured.getBytes(UTF_8)) + "\"}\n").getBytes(UTF_8);
    }

    /** The entry on {@code line}, which has no line feed; empty if the line is damaged. */
    static Optional<Entry> decode(byte[] line) {
        if (line.length <= CHECKSUM_BYTES) {
            return Optional.empty();
        }
        String end = new String(line, line.length - CHECKSUM_BYTES, CHECKSUM_BYTES, UTF_8);
        byte[] measured = Arrays.copyOf(line, line.length - CHECKSUM_BYTES);
        return end.equals(CHECKSUM + checksum(measured) + "\"}") ? parse(line, measured) : Optional.empty();
    }

    private static Optional<Entry> parse(byte[] line, byte[] measured) {
        try {
            ObjectNode tree = (ObjectNode) JSON.readTree(line);
            int length = tree.path("length").asInt(-1);
            String expected = LENGTH + length;
            boolean fits =
                    measured.length == length + expected.length() && new String(measured, UTF_8).endsWith(expected);
            return fits ? Optional.of(JSON.treeToValue(tree, Entry.class)) : Optional.empty();
        } catch (JacksonException | ClassCastException notAnEntry) {
            return Optional.empty();
        }
    }

    private static String checksum(byte[] bytes) {
        var checksum = new CRC32C();
        checksum.update(bytes);
        return "%08x".formatted(checksum.getValue());
    }
}
