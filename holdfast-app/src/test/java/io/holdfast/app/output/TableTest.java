package io.holdfast.app.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** CLI-1. */
final class TableTest {

    @Test
    void columnsAreAlignedAndLinesEndWithoutBlanks() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        new Table("name", "state")
                .row("größer", "ok")
                .row("a", "")
                .print(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).containsExactly("name    state", "größer  ok", "a");
    }

    @Test
    void aRowMustFitTheHeadings() {
        Table table = new Table("one");

        assertThatThrownBy(() -> table.row("a", "b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWouldMakeATerminalDoSomethingIsShownAsAMark() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        new Table("name").row("red\u001b[2J\r\n  end").print(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).containsExactly("name", "red\ufffd[2J end");
    }
}
