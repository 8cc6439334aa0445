package io.holdfast.benchmarks;

import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.FigureTable;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What one bench measured.
 *
 * @param bench its name
 * @param figures what came out
 * @param notes what a reader of them must know, in whole sentences
 */
record Measurement(String bench, List<Figure> figures, List<String> notes) {

    /** Its figures and notes as Markdown. */
    String text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            new FigureTable(figures).print(out);
            out.println();
            notes.forEach(note -> out.println("- " + note));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
