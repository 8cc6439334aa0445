package io.holdfast.testkit.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * What one client says to a PostgreSQL server. A driver says COMMIT in words only once: from then on it binds the
 * statement by the name it was prepared under. So names are remembered with their texts.
 *
 * <p>Whatever is no such protocol, or is encrypted, is searched for words all the same.
 */
final class Speech {
    private static final int PROTOCOL_3 = 3;
    private static final int REMEMBERED = 1 << 16;
    private static final int LONGEST = 1 << 30;
    private static final int LONGEST_WORD = 1 << 10;

    private final Map<String, String> prepared = new HashMap<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final StringBuilder recalled = new StringBuilder();
    private String tail = "";
    private Phase phase = Phase.GREETING;
    private long taken;
    private long length;

    private enum Phase {
        /** Messages have no type yet. */
        GREETING(0),
        TALKING(1),
        /** Not understood. */
        BLIND(0);

        private final int typeBytes;

        Phase(int typeBytes) {
            this.typeBytes = typeBytes;
        }

        int header() {
            return typeBytes + Integer.BYTES;
        }
    }

    /** Listens to {@code chunk}; whether {@code word} has now been said, in words or by name. */
    boolean says(String word, byte[] chunk) {
        recalled.setLength(0);
        for (byte each : chunk) {
            listen(each);
        }
        int overlap = Math.min(tail.length(), Math.max(0, word.length() - 1));
        String text = tail.substring(tail.length() - overlap) + new String(chunk, ISO_8859_1);
        tail = text.substring(Math.max(0, text.length() - LONGEST_WORD));
        return text.contains(word) || recalled.indexOf(word) >= 0;
    }

    private void listen(byte each) {
        if (phase == Phase.BLIND) {
            return;
        }
        if (message.size() < REMEMBERED) {
            message.write(each);
        }
        taken++;
        if (taken == phase.header()) {
            measure();
        }
        if (taken >= phase.header() && taken == length) {
            end(message.toByteArray());
        }
    }

    private void measure() {
        int said = ByteBuffer.wrap(message.toByteArray()).getInt(phase.typeBytes);
        length = said + (long) phase.typeBytes;
        if (said < Integer.BYTES || said > LONGEST) {
            phase = Phase.BLIND;
        }
    }

    private void end(byte[] whole) {
        if (phase == Phase.GREETING) {
            boolean hello =
                    whole.length > 2 * Integer.BYTES && ByteBuffer.wrap(whole).getShort(Integer.BYTES) == PROTOCOL_3;
            phase = hello ? Phase.TALKING : phase;
        } else {
            understand((char) whole[0], new String(whole, ISO_8859_1).substring(phase.header()));
        }
        message.reset();
        taken = 0;
    }

    private void understand(char type, String body) {
        String[] texts = body.split("\0", 3);
        if (texts.length < 2) {
            return;
        }
        if (type == 'P') {
            prepared.put(texts[0], texts[1]);
        } else if (type == 'B') {
            recalled.append(prepared.getOrDefault(texts[1], "")).append('\n');
        }
    }
}
