package io.holdfast.transfer.verify;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The first 128 bits of SHA-256 over a row's forms, or over those of some of its columns.
 *
 * @param high the first 64 bits
 * @param low the next 64 bits
 */
record RowHash(long high, long low) {

    /** Makes hashes; for one thread. */
    static final class Maker {
        private final MessageDigest digest = sha256();
        private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);

        /** The hash of {@code forms}, each with its length, so that borders between columns count. */
        RowHash of(byte[]... forms) {
            for (byte[] form : forms) {
                digest.update(length.clear().putInt(form.length).array());
                digest.update(form);
            }
            ByteBuffer hash = ByteBuffer.wrap(digest.digest());
            return new RowHash(hash.getLong(), hash.getLong());
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
