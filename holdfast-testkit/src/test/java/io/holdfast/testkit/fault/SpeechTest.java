package io.holdfast.testkit.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A statement is recognised by its words, and by the name it was prepared under. */
final class SpeechTest {
    private static final byte[] SSL_REQUEST =
            ByteBuffer.allocate(8).putInt(8).putInt(80877103).array();
    private static final byte[] HELLO = ByteBuffer.allocate(13)
            .putInt(13)
            .putInt(3 << 16)
            .put("user\0".getBytes(ISO_8859_1))
            .array();

    private static byte[] message(char type, String body) {
        return ByteBuffer.allocate(5 + body.length())
                .put((byte) type)
                .putInt(4 + body.length())
                .put(body.getBytes(ISO_8859_1))
                .array();
    }

    private static Speech begun() {
        Speech speech = new Speech();
        assertThat(speech.says("COMMIT", SSL_REQUEST)).isFalse();
        assertThat(speech.says("COMMIT", HELLO)).isFalse();
        return speech;
    }

    @Test
    void aStatementIsKnownByItsName() {
        Speech speech = begun();
        assertThat(speech.says("", message('P', "S_1\0COMMIT\0\0\0"))).isTrue();
        assertThat(speech.says("COMMIT", message('B', "\0S_2\0rest"))).isFalse();
        assertThat(speech.says("COMMIT", message('B', "\0S_1\0rest"))).isTrue();
        assertThat(speech.says("COMMIT", message('S', ""))).isFalse();
    }

    @Test
    void aNameIsHeardEvenIfItComesByteByByte() {
        Speech speech = begun();
        assertThat(speech.says("COMMIT", message('P', "S_1\0COMMIT\0\0\0"))).isTrue();
        byte[] bind = message('B', "\0S_1\0rest");
        for (int at = 0; at < bind.length; at++) {
            assertThat(speech.says("COMMIT", Arrays.copyOfRange(bind, at, at + 1)))
                    .isEqualTo(at == bind.length - 1);
        }
    }

    @Test
    void aLongMessageIsPassedOverAndTheNextOneUnderstood() {
        Speech speech = begun();
        speech.says("COMMIT", message('P', "S_1\0COMMIT\0\0\0"));
        assertThat(speech.says("COMMIT", message('d', "x".repeat(300_000)))).isFalse();
        assertThat(speech.says("COMMIT", message('B', "\0S_1\0rest"))).isTrue();
    }

    @Test
    void whatIsNotUnderstoodIsSearchedForWords() {
        Speech speech = new Speech();
        assertThat(speech.says("COMMIT", "GET / HTTP/1.1".getBytes(ISO_8859_1))).isFalse();
        assertThat(speech.says("COMMIT", "please COM".getBytes(ISO_8859_1))).isFalse();
        assertThat(speech.says("COMMIT", "MIT".getBytes(ISO_8859_1))).isTrue();
    }
}
