package io.holdfast.benchmarks.measure;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Figures as a Markdown table, one line for each peer, with the ratio of ours to theirs.
 *
 * @param figures in the order in which they are printed
 */
public record FigureTable(List<Figure> figures) {

    /** Prints it. */
    public void print(PrintStream out) {
        out.println("| figure | unit | Holdfast | peer | theirs | ratio | goal | met |");
        out.println("|---|---|--:|---|--:|--:|---|---|");
        for (Figure figure : figures) {
            if (figure.peers().isEmpty()) {
                out.println(line(figure, "none", "", ""));
            }
            for (Map.Entry<String, Double> peer : figure.peers().entrySet()) {
                out.println(line(figure, peer.getKey(), number(peer.getValue()), ratio(figure, peer.getValue())));
            }
        }
    }

    /** A ratio to nothing says nothing. */
    private static String ratio(Figure figure, double theirs) {
        return theirs == 0 ? "" : String.format(Locale.ROOT, "%.2f", figure.holdfast() / theirs);
    }

    private static String line(Figure figure, String peer, String theirs, String ratio) {
        List<String> cells = List.of(
                figure.id(),
                figure.unit(),
                number(figure.holdfast()),
                peer.replace("|", "\\|"),
                theirs,
                ratio,
                figure.goal(),
                met(figure));
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String met(Figure figure) {
        if (figure.goal().equals(Figure.NO_GOAL)) {
            return "";
        }
        return figure.met() ? "yes" : "no";
    }

    private static String number(double value) {
        boolean whole = value >= 100 || value == Math.rint(value);
        return String.format(Locale.ROOT, whole ? "%.0f" : "%.2f", value);
    }
}
