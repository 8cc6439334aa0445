package io.holdfast.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures as a Markdown table, one line for each peer, with the ratio of ours to theirs. */
record FigureTable(List<Figure> figures) {

    void print(PrintStream out) {
        out.println("| figure | unit | Holdfast | peer | theirs | ratio | goal | met |");
        out.println("|---|---|--:|---|--:|--:|---|---|");
        for (Figure figure : figures) {
            if (figure.peers().isEmpty()) {
                out.println(line(figure, "none", "", ""));
            }
            for (Map.Entry<String, Double> peer : figure.peers().entrySet()) {
                String ratio = String.format(Locale.ROOT, "%.2f", figure.holdfast() / peer.getValue());
                out.println(line(figure, peer.getKey(), number(peer.getValue()), ratio));
            }
        }
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
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.2f", value);
    }
}
