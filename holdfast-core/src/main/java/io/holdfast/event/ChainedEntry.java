package io.holdfast.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An entry at its place in the chain.
 *
 * @param link its place
 * @param entry what it says
 */
public record ChainedEntry(ChainLink link, Entry entry) {
    private static final String FORM = "holdfast-record-1";

    /**
     * The SHA-256, in hexadecimal digits, of all that the record says and of its place.
     *
     * <p>It is taken over the texts of the record one after the other, each written as a netstring (its length in bytes, a
     * colon, its bytes as UTF-8, a comma; D. J. Bernstein, 1997), so that no two records have the same form. Their order:
     * the name of the form, sequence, previous, leftOver, id, action, at, stage, name, actor, database, sentence, the
     * number of details, and key and value of each. How the record is written in a file has no part in it.
     */
    public String hash() {
        MessageDigest digest = sha256();
        add(digest, FORM);
        add(digest, Long.toString(link.sequence()));
        add(digest, link.previous());
        add(digest, Long.toString(link.leftOver()));
        add(digest, entry.id().toString());
        add(digest, entry.action().toString());
        add(digest, entry.at().toString());
        add(digest, entry.stage().name());
        add(digest, entry.name());
        add(digest, entry.actor());
        add(digest, entry.database());
        add(digest, entry.sentence());
        add(digest, Integer.toString(entry.details().size()));
        entry.details().forEach((key, value) -> {
            add(digest, key);
            add(digest, value);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        digest.update((bytes.length + ":").getBytes(UTF_8));
        digest.update(bytes);
        digest.update((byte) ',');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException("this Java has no SHA-256", everyJavaHasIt);
        }
    }
}
