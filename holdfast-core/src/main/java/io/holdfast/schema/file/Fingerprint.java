package io.holdfast.schema.file;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * What tells whether a file has changed.
 *
 * @param checksum as Flyway has it: CRC-32 of the lines without what ends them. Joining two lines does not change it, so
 *     that a statement can move into a comment unseen
 * @param sha256 of the text, line ends as they are
 */
public record Fingerprint(int checksum, String sha256) {

    /** That of {@code text}, which has lost its byte order mark. */
    public static Fingerprint of(String text) {
        var crc = new CRC32();
        text.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return new Fingerprint((int) crc.getValue(), hash(text));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
