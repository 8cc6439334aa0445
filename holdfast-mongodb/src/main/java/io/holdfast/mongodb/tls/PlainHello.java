package io.holdfast.mongodb.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bson.RawBsonDocument;

/**
 * The question with which a driver begins, in plain text
 * (<a href="https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/">wire protocol</a>).
 */
final class PlainHello {
    private static final int HEADER = 16;
    private static final int MESSAGE = 2013;
    private static final int FLAGS_AND_KIND = 5;
    private static final int OUR_NUMBER = 1;

    /** A server that takes this for the beginning of something else sends less than an answer's header, or hangs up. */
    private static final int PLACE_OF_ANSWERED_NUMBER = 8;

    private PlainHello() {}

    static boolean isAnswered(Socket raw) throws IOException {
        raw.getOutputStream().write(question());
        InputStream in = raw.getInputStream();
        byte[] header = in.readNBytes(HEADER);
        return header.length == HEADER
                && ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(PLACE_OF_ANSWERED_NUMBER)
                        == OUR_NUMBER;
    }

    private static byte[] question() {
        ByteBuffer body = RawBsonDocument.parse("{\"hello\": 1, \"$db\": \"admin\"}")
                .getByteBuffer()
                .asNIO();
        int length = HEADER + FLAGS_AND_KIND + body.remaining();
        return ByteBuffer.allocate(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .putInt(OUR_NUMBER)
                .putInt(0)
                .putInt(MESSAGE)
                .putInt(0)
                .put((byte) 0)
                .put(body)
                .array();
    }
}
