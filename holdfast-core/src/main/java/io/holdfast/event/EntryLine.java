package io.holdfast.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An entry as one line of JSON that proves itself: its last two members are the length of all that stands before them
 * and the CRC-32C of all that stands before the last one. A line that was cut short, or of which one byte was changed,
 * is not taken for an entry. It remains plain JSON, for {@code jq} and the like. Before them stand the entry's place in
 * the chain and its hash; lines from before the chain have none.
 */
final class EntryLine {
    private static final String SEQUENCE = "sequence";
    private static final String PREVIOUS = "previous";
    private static final String LEFT_OVER = "leftOver";
    private static final String HASH = "hash";
    private static final String LENGTH = ",\"length\":";
    private static final String CHECKSUM = ",\"crc32c\":\"";
    private static final int CHECKSUM_BYTES = CHECKSUM.length() + 8 + "\"}".length();
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private EntryLine() {}

    /**
     * What a line says.
     *
     * @param entry the entry
     * @param link its place in the chain; null if it was written before there was one
     * @param hash the hash that is written there, right or wrong; empty if there is none
     */
    record Decoded(Entry entry, @Nullable ChainLink link, String hash) {}

    /** The line of {@code record}, with the line feed that ends it. */
    static byte[] encode(ChainedEntry record) {
        return (text(record, record.hash()) + "\n").getBytes(UTF_8);
    }

    /** The line of {@code record}, without a line feed, with the hash that was written to it once. */
    static String text(ChainedEntry record, String hash) {
        ObjectNode tree = JSON.valueToTree(record.entry());
        tree.put(SEQUENCE, record.link().sequence());
        tree.put(PREVIOUS, record.link().previous());
        tree.put(LEFT_OVER, record.link().leftOver());
        tree.put(HASH, hash);
        return text(tree);
    }

    /** The line of {@code entry} as it was before there was a chain, without a line feed. */
    static String text(Entry entry) {
        return text(JSON.<ObjectNode>valueToTree(entry));
    }

    private static String text(ObjectNode tree) {
        String json = JSON.writeValueAsString(tree);
        String open = json.substring(0, json.length() - 1);
        String measured = open + LENGTH + open.getBytes(UTF_8).length;
        return measured + CHECKSUM + checksum(measured.getBytes(UTF_8)) + "\"}";
    }

    /** The entry on {@code line}, which has no line feed; empty if the line is damaged. */
    static Optional<Decoded> decode(byte[] line) {
        if (line.length <= CHECKSUM_BYTES) {
            return Optional.empty();
        }
        String end = new String(line, line.length - CHECKSUM_BYTES, CHECKSUM_BYTES, UTF_8);
        byte[] measured = Arrays.copyOf(line, line.length - CHECKSUM_BYTES);
        return end.equals(CHECKSUM + checksum(measured) + "\"}") ? parse(line, measured) : Optional.empty();
    }

    private static Optional<Decoded> parse(byte[] line, byte[] measured) {
        try {
            ObjectNode tree = (ObjectNode) JSON.readTree(line);
            int length = tree.path("length").asInt(-1);
            String expected = LENGTH + length;
            boolean fits =
                    measured.length == length + expected.length() && new String(measured, UTF_8).endsWith(expected);
            return fits ? Optional.of(decoded(tree)) : Optional.empty();
        } catch (JacksonException | ClassCastException notAnEntry) {
            return Optional.empty();
        }
    }

    private static Decoded decoded(ObjectNode tree) {
        Entry entry = JSON.treeToValue(tree, Entry.class);
        if (!tree.has(SEQUENCE)) {
            return new Decoded(entry, null, "");
        }
        var link = new ChainLink(
                tree.path(SEQUENCE).asLong(0),
                tree.path(PREVIOUS).asString(""),
                tree.path(LEFT_OVER).asLong(0));
        return new Decoded(entry, link, tree.path(HASH).asString(""));
    }

    private static String checksum(byte[] bytes) {
        var checksum = new CRC32C();
        checksum.update(bytes);
        return "%08x".formatted(checksum.getValue());
    }
}
