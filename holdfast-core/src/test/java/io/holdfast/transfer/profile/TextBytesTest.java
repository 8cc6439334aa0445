package io.holdfast.transfer.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** XFER-2: invalid UTF-8 and NUL bytes are found. */
class TextBytesTest {

    @Test
    void utf8IsRecognised() {
        assertThat(TextBytes.isUtf8("plain, Größe, 日本, 😀".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(TextBytes.isUtf8(new byte[] {})).isTrue();
    }

    @Test
    void halfSurrogatesOverlongFormsAndCutSequencesAreNoUtf8() {
        assertThat(TextBytes.isUtf8(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}))
                .isFalse();
        assertThat(TextBytes.isUtf8(new byte[] {(byte) 0xC0, (byte) 0x80})).isFalse();
        assertThat(TextBytes.isUtf8(new byte[] {'a', (byte) 0xC3})).isFalse();
    }

    @Test
    void oldWesternTextReadsAsWindows1252() {
        byte[] bytes = {'G', 'e', 'n', (byte) 0xE8, 'v', 'e'};

        assertThat(TextBytes.isUtf8(bytes)).isFalse();
        assertThat(TextBytes.asWindows1252(bytes)).contains("Genève");
    }

    @Test
    void bytesThatNoTextHasDoNotReadAsWindows1252() {
        assertThat(TextBytes.asWindows1252(new byte[] {'a', (byte) 0x81})).isEmpty();
        assertThat(TextBytes.asWindows1252(new byte[] {'a', 7, (byte) 0xE8})).isEmpty();
    }

    @Test
    void nulIsFoundAnywhere() {
        assertThat(TextBytes.hasNul(new byte[] {'a', 0})).isTrue();
        assertThat(TextBytes.hasNul("a".getBytes(StandardCharsets.UTF_8))).isFalse();
    }
}
